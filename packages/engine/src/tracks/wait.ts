import { isTerminal, type TrackSnapshot } from '@impresario/protocol';
import type { Core } from '../core.ts';
import { readTrack } from './read.ts';

/** Another process may finish the track, so it is also looked at now and then. */
const lookEveryMs = 1_000;

/** The track once it is finished, or as it is when `signal` aborts; null when it is not the user's. */
export async function waitForTrack(
  core: Core,
  onEvents: (listener: () => void) => () => void,
  { userId, trackId, signal }: { userId: string; trackId: string; signal: AbortSignal },
): Promise<TrackSnapshot | null> {
  for (;;) {
    const news = nextNews(core, onEvents, signal);
    const track = await readTrack(core, userId, trackId);
    if (!track || isTerminal(track.status) || signal.aborted) {
      news.forget();
      return track;
    }
    await news.came;
  }
}

/** Listens before the track is read, so that a change in between is not missed. */
function nextNews(core: Core, onEvents: (listener: () => void) => () => void, signal: AbortSignal) {
  let forget = () => {};
  const came = new Promise<void>((resolve) => {
    const offEvents = onEvents(done);
    const offClock = core.clock.schedule(done, lookEveryMs);
    signal.addEventListener('abort', done, { once: true });
    forget = done;
    function done() {
      offEvents();
      offClock();
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
  return { came, forget: () => forget() };
}
