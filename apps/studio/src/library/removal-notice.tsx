import { useEffect } from 'react';
import { useText } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { dismissRemoval, holdRemoval, removeNow, resumeRemoval, undoRemoval, useRemoval } from './removal.ts';
import styles from './removal-notice.module.css';

/** What is about to be deleted, while it can still be had back; and what the server would not delete. */
export function RemovalNotice() {
  const text = useText();
  const removal = useRemoval();
  const isWaiting = removal?.state === 'waiting';
  useEffect(() => {
    if (!isWaiting) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest('input, textarea');
      if (event.key !== 'z' || !(event.ctrlKey || event.metaKey) || isTyping) return;
      event.preventDefault();
      undoRemoval();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [isWaiting]);
  if (!removal) return null;
  const { state, count } = removal;
  return (
    <div
      key={state}
      className={styles.notice}
      data-state={state}
      role="group"
      aria-label={text('library.removal')}
      onPointerEnter={holdRemoval}
      onPointerLeave={resumeRemoval}
      onFocus={holdRemoval}
      onBlur={resumeRemoval}
    >
      <p role={state === 'failed' ? 'alert' : undefined}>
        {state === 'failed'
          ? text('library.removal.failed', { count, why: removal.why })
          : text(`library.removal.${state}`, { count })}
      </p>
      {state === 'waiting' && (
        <>
          <Button title={text('library.removal.undo.key')} onClick={undoRemoval}>
            {text('library.removal.undo')}
          </Button>
          <Button look="quiet" onClick={() => void removeNow()}>
            {text('library.removal.now')}
          </Button>
        </>
      )}
      {state === 'failed' && <IconButton icon="close" label={text('ui.dismiss')} onClick={dismissRemoval} />}
    </div>
  );
}
