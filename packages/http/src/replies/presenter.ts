import { presentTrack, type Track, type TrackSnapshot } from '@impresario/protocol';
import { signFileUrl } from '@impresario/storage';
import type { HttpOptions } from '../http-options.ts';

/** Addresses change once in this time and are good for at least as long again, so replies can be compared. */
const WINDOW_MS = 6 * 3_600_000;

export interface Presenter {
  /** The track as its owner sees it, its files with addresses good for 6 to 12 hours. */
  present(snapshot: TrackSnapshot): Track;
  /** Changes with the track, its place in the queue, and the addresses of its files. */
  entityTag(snapshot: TrackSnapshot): string;
}

/** Gives tracks signed absolute file addresses; share it with the realtime room, so both say the same. */
export function createPresenter({
  clock,
  publicUrl,
  fileUrlSecret,
}: Pick<HttpOptions, 'clock' | 'publicUrl' | 'fileUrlSecret'>): Presenter {
  const currentWindow = () => Math.floor(clock.now().getTime() / WINDOW_MS);
  return {
    present(snapshot) {
      const expiresAt = new Date((currentWindow() + 2) * WINDOW_MS);
      return presentTrack(
        snapshot,
        ({ key }) => publicUrl + signFileUrl({ key, expiresAt, secret: fileUrlSecret }),
      );
    },
    // Weak, because the bytes may differ. A place in the queue moves without a revision, and who waits looks at it.
    entityTag({ revision, queuePosition, versions }) {
      const place = queuePosition === null ? '' : `.q${queuePosition}`;
      return versions.length === 0 ? `W/"${revision}${place}"` : `W/"${revision}${place}.${currentWindow()}"`;
    },
  };
}
