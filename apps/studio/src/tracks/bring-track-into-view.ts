/** Scrolls to a track's card where it is not in sight, once it is drawn. */
export function bringTrackIntoView(id: string): void {
  requestAnimationFrame(() => {
    const card = document.getElementById(`track-${id}`);
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    card?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'instant' : 'smooth' });
  });
}
