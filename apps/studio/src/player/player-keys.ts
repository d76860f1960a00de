import { useEffect } from 'react';
import { playNeighbour, togglePlay } from './player.ts';

const takesSpace = 'input, textarea, select, button, a[href], summary, dialog, [contenteditable]';

/** Space plays and pauses wherever it has no other meaning; Shift with an arrow goes to the next or previous version. */
export function usePlayerKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : document.body;
      if (document.querySelector('dialog[open]')) return;
      if (event.key === ' ' && !event.shiftKey && !event.repeat && !target.closest(takesSpace)) {
        event.preventDefault();
        togglePlay();
      }
      if (event.shiftKey && !target.closest('input, textarea, select')) {
        if (event.key === 'ArrowRight') playNeighbour(1);
        if (event.key === 'ArrowLeft') playNeighbour(-1);
      }
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
