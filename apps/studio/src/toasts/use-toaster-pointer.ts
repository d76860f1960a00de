import { useEffect, useState, type RefObject } from 'react';

/**
 * Whether somebody points at the toasts. A toast that goes from under the pointer takes its leaving along, so while it is
 * among them every move is looked at.
 */
export function useToasterPointer(toaster: RefObject<HTMLElement | null>) {
  const [isPointed, setPointed] = useState(false);
  useEffect(() => {
    if (!isPointed) return;
    const look = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && toaster.current?.contains(target))) setPointed(false);
    };
    window.addEventListener('pointermove', look);
    return () => window.removeEventListener('pointermove', look);
  }, [isPointed, toaster]);
  return {
    isPointed,
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
  };
}
