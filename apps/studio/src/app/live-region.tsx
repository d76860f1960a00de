import { useStore } from '../store.ts';
import { announcements } from './announcer.ts';

export function LiveRegion() {
  const polite = useStore(announcements.politely, (words) => words);
  const urgent = useStore(announcements.now, (words) => words);
  return (
    <div className="visually-hidden">
      <div role="status" aria-live="polite">
        {polite}
      </div>
      <div role="alert">{urgent}</div>
    </div>
  );
}
