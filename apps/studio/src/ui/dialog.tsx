import { useEffect, useId, useRef, type ReactNode } from 'react';
import styles from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** Under the title: what it is about. */
  readonly text?: string | undefined;
  readonly isWide?: boolean | 'very';
  /** A click beside it is taken for a slip: it shows what is lost when it closes. */
  readonly isHeld?: boolean;
  readonly children: (close: () => void) => ReactNode;
  readonly onClose: () => void;
}

/** A window before the page; Escape, and a click beside it, close it. The focus returns to where it was. */
export function Dialog({ title, text, isWide = false, isHeld = false, children, onClose }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={isWide || undefined}
      aria-labelledby={`${id}-title`}
      aria-describedby={text ? `${id}-text` : undefined}
      onClose={onClose}
      onMouseDown={(event) => {
        if (event.target === dialog.current && !isHeld) dialog.current.close();
      }}
    >
      <div className={styles.body}>
        <h2 id={`${id}-title`} className={styles.title}>
          {title}
        </h2>
        {text && (
          <p id={`${id}-text`} className={styles.text}>
            {text}
          </p>
        )}
        {children(() => dialog.current?.close())}
      </div>
    </dialog>
  );
}

/** The row of buttons at the foot of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
