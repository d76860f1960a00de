import { useEffect, useRef, useState, type FocusEvent } from 'react';

/**
 * Whether the focus is among the toasts. A toast that goes with the focus in it hands that on to the newest one left,
 * and the last one to wherever it came from.
 */
export function useToasterFocus(toastCount: number) {
  const toaster = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  const [isInside, setInside] = useState(false);
  useEffect(() => {
    const hasFocus = toaster.current?.contains(document.activeElement) ?? false;
    if (!isInside || hasFocus) return;
    const buttons = toaster.current?.querySelectorAll('button');
    const next = buttons && buttons.length > 0 ? buttons[buttons.length - 1] : before.current;
    if (next instanceof HTMLElement && next.isConnected) next.focus();
    else setInside(false);
    // Of no toast there is nothing left to say that the focus went.
    if (toastCount === 0) setInside(false);
  }, [toastCount, isInside]);
  return {
    toaster,
    isInside,
    onFocus: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget;
      setInside(true);
    },
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
      // Nothing took the focus: its toast went, or the window lost it.
      if (relatedTarget && !currentTarget.contains(relatedTarget)) setInside(false);
    },
  };
}
