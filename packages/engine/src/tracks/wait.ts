import { isTerminal, type TrackSnapshot } from '@impresario/protocol';
import type { Core } from '../core.ts';
import { readTrack } from './read.ts';

/** Another process may do the work, so it is also looked at now and then. */
const lookEveryMs = 1_000;

export interface Waiting {
  readonly onEvents: (listener: () => void) => () => void;
  readonly signal: AbortSignal;
}

/** The track once it is finished, or as it is when `signal` aborts; null when it is not the user's. */
export function waitForTrack(
  core: Core,
  userId: string,
  trackId: string,
  waiting: Waiting,
): Promise<TrackSnapshot | null> {
  return waitUntil(
    core,
    waiting,
    () => readTrack(core, userId, trackId),
    ({ status }) => isTerminal(status),
  );
}

/** Reads again after every change until what is read is as wanted, gone, or the signal aborts. */
export async function waitUntil<T>(
  core: Core,
  waiting: Waiting,
  read: () => Promise<T | null>,
  isWanted: (seen: T) => boolean,
): Promise<T | null> {
  for (;;) {
    const news = nextNews(core, waiting);
    const seen = await read();
    if (seen === null || isWanted(seen) || waiting.signal.aborted) {
      news.forget();
      return seen;
    }
    await news.came;
  }
}

/** Listens before the reading, so that a change in between is not missed. */
function nextNews(core: Core, { onEvents, signal }: Waiting) {
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
