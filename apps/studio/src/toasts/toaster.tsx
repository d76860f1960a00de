import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { useText } from '../i18n/index.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { dismissToast, takeToast, useToasts, type Toast } from './toasts.ts';
import { useToastTimer } from './use-toast-timer.ts';
import { useToasterFocus } from './use-toaster-focus.ts';
import { useToasterPointer } from './use-toaster-pointer.ts';
import styles from './toaster.module.css';

const gapPx = 10;

/**
 * What the studio says by itself, newest at the foot. Pointing at one, or having the focus in it, holds them all. Each
 * is moved to its place by a transform, so that none shifts the layout when another comes or goes.
 */
export function Toaster() {
  const text = useText();
  const toasts = useToasts();
  const [heights, setHeights] = useState<Readonly<Record<string, number>>>({});
  const focus = useToasterFocus(toasts.length);
  const pointer = useToasterPointer(focus.toaster);
  const isHeld = useHidden() || pointer.isPointed || focus.isInside;
  if (toasts.length === 0) return null;
  return (
    <section
      ref={focus.toaster}
      className={styles.toaster}
      aria-label={text('shell.toasts')}
      onPointerEnter={pointer.onPointerEnter}
      onPointerLeave={pointer.onPointerLeave}
      onFocus={focus.onFocus}
      onBlur={focus.onBlur}
      onKeyDown={({ key }) => {
        const newest = toasts.at(-1);
        if (key === 'Escape' && newest) dismissToast(newest.id);
      }}
    >
      <ol>
        {toasts.map((toast, index) => (
          <ToastCard
            key={toast.id}
            toast={toast}
            isHeld={isHeld}
            offsetPx={toasts.slice(index + 1).reduce((sum, { id }) => sum + (heights[id] ?? 0) + gapPx, 0)}
            onHeight={(height) => setHeights((known) => ({ ...known, [toast.id]: height }))}
          />
        ))}
      </ol>
    </section>
  );
}

interface ToastCardProps {
  readonly toast: Toast;
  readonly isHeld: boolean;
  /** How far above the foot it stands. */
  readonly offsetPx: number;
  readonly onHeight: (height: number) => void;
}

function ToastCard({ toast, isHeld, offsetPx, onHeight }: ToastCardProps) {
  const text = useText();
  const card = useRef<HTMLLIElement>(null);
  const tellHeight = useRef(onHeight);
  tellHeight.current = onHeight;
  const dismiss = () => dismissToast(toast.id);
  useToastTimer(toast.lastsMs, isHeld, dismiss);
  useEffect(() => {
    if (!card.current) return;
    const watcher = new ResizeObserver(([entry]) =>
      tellHeight.current(entry?.borderBoxSize[0]?.blockSize ?? 0),
    );
    watcher.observe(card.current);
    return () => watcher.disconnect();
  }, []);
  return (
    <li
      ref={card}
      className={styles.toast}
      data-mood={toast.mood}
      style={{ '--offset': `${-offsetPx}px` } as CSSProperties}
    >
      <div className={styles.words}>
        <p className={styles.text}>{toast.text}</p>
        {toast.detail && <p className={styles.detail}>{toast.detail}</p>}
        {toast.actions.length > 0 && (
          <div className={styles.actions}>
            {toast.actions.map(({ label, run }) => (
              <Button
                key={label}
                aria-label={`${label}: ${toast.text}`}
                onClick={() => {
                  takeToast(toast.id);
                  run();
                }}
              >
                {label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <IconButton icon="close" label={text('shell.toast.dismiss', { text: toast.text })} onClick={dismiss} />
    </li>
  );
}

function useHidden(): boolean {
  const [isHidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const onChange = () => setHidden(document.hidden);
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, []);
  return isHidden;
}
