import { useEffect, useRef } from 'react';
import { Button } from './button.tsx';
import styles from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone; the harmless answer has the focus. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) dialog.current.close();
      }}
    >
      <div className={styles.body}>
        <h2 id="confirm-title" className={styles.title}>
          {title}
        </h2>
        <p id="confirm-text" className={styles.text}>
          {text}
        </p>
        <div className={styles.actions}>
          <Button autoFocus onClick={() => dialog.current?.close()}>
            Keep it
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onConfirm();
              dialog.current?.close();
            }}
          >
            {action}
          </Button>
        </div>
      </div>
    </dialog>
  );
}
