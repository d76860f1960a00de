import { useEffect } from 'react';
import { isForgetting } from '../browser-storage.ts';
import { say } from '../i18n/index.ts';
import { useStore } from '../store.ts';
import { showToast } from './toasts.ts';

/** Says, once, that the browser keeps nothing for the studio. */
export function useForgettingToast(): void {
  const isTold = useStore(isForgetting, (value) => value);
  useEffect(() => {
    if (!isTold) return;
    const text = say('shell.forgetting');
    showToast({
      id: 'forgetting',
      mood: 'plain',
      text,
      detail: say('shell.forgetting.more'),
      lastsMs: 20_000,
    });
  }, [isTold]);
}
