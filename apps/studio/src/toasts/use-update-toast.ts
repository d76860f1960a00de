import { useEffect, useRef } from 'react';
import { useReachable } from '../api/reach.ts';
import { say } from '../i18n/index.ts';
import { showToast } from './toasts.ts';

const everyMs = 30 * 60_000;
const lookMs = 60_000;

/** Looks whether the server has another version of the studio by now: when it is back, and from time to time. */
export function useUpdateToast(): void {
  const isReachable = useReachable();
  const wasLost = useRef(false);
  useEffect(() => {
    if (!isReachable) {
      wasLost.current = true;
      return;
    }
    if (wasLost.current) void lookForUpdate();
    let lookedAt = Date.now();
    const look = () => {
      if (document.hidden || Date.now() - lookedAt < everyMs) return;
      lookedAt = Date.now();
      void lookForUpdate();
    };
    const timer = setInterval(look, lookMs);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [isReachable]);
}

async function lookForUpdate(): Promise<void> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src');
  const page = await fetch('/', { headers: { accept: 'text/html' }, cache: 'no-store' }).then(
    (reply) => (reply.ok ? reply.text() : ''),
    () => '',
  );
  // Whatever else may answer there is no newer studio.
  if (!own || !page.includes('id="root"') || page.includes(own)) return;
  showToast({
    id: 'updated',
    mood: 'plain',
    text: say('shell.updated.title'),
    detail: say('shell.updated.soon'),
    actions: [{ label: say('shell.updated.reload'), run: () => window.location.reload() }],
    lastsMs: null,
  });
}
