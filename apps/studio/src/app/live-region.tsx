import { useStore } from '../store.ts';
import { announcement } from './announcer.ts';

export function LiveRegion() {
  const words = useStore(announcement, (value) => value);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  );
}
