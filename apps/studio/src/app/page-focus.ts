import type { AnyRouter } from '@tanstack/react-router';

let isWanted = false;

/**
 * Moves the focus to the heading of each page that is gone to, as a load of a page would: a screen reader reads it,
 * and Tab goes on from there. Not at the first page of a visit, where the browser does it.
 */
export function followPages(router: Pick<AnyRouter, 'subscribe'>): void {
  router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) isWanted = !focusHeading();
  });
}

/** For a heading that came later than its page. */
export function headingCame(): void {
  if (isWanted) isWanted = !focusHeading();
}

function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>('main h1');
  heading?.focus({ preventScroll: true });
  return heading !== null;
}
