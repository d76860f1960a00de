import { useEffect } from 'react';
import { undoLastRemoval } from './removal.ts';

/** Ctrl or ⌘ with Z brings back what is about to be deleted, where it undoes no typing. */
export function useRemovalKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select');
      if (!isTyping && undoLastRemoval()) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
