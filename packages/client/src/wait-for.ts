import type { Track, TrackEvent } from '@impresario/protocol';
import { ImpresarioError } from './impresario-error.ts';
import { isTerminal } from './is-terminal.ts';
import { trackEvents } from './track-events.ts';
import type { Transport } from './transport.ts';
import { either, within } from './world.ts';

const pollEveryMs = 10_000;
/** How long the server may be gone, for a restart say, before waiting for it is given up. */
const goneMaxMs = 120_000;

export interface WaitForOptions {
  signal?: AbortSignal | undefined;
  /** Called with the track at once and after each change. */
  onUpdate?: ((track: Track) => void) | undefined;
  /** False while the live connection is down and the track is asked for every 10 s instead. */
  onConnection?: ((open: boolean) => void) | undefined;
}

/**
 * The track once it has come to its end, completed or not: look at its `status`. Follows its events, and asks
 * every 10 s while those do not come through. Throws when the track does not exist, when the server is gone for
 * two minutes, or with the signal's reason.
 */
export async function waitFor(
  transport: Transport,
  trackId: string,
  options: WaitForOptions = {},
): Promise<Track> {
  const { clock } = transport;
  const { signal } = options;
  const stop = new AbortController();
  let open = false;
  let heardAt = clock.now();
  let latest: Track | null = null;

  const events = trackEvents(transport, {
    trackId,
    signal: either(signal, stop),
    onConnection: (now) => {
      open = now;
      heardAt = clock.now();
      options.onConnection?.(now);
    },
  });
  const take = (track: Track): boolean => {
    heardAt = clock.now();
    if (latest && track.revision <= latest.revision) return isTerminal(latest.status);
    latest = track;
    options.onUpdate?.(track);
    return isTerminal(track.status);
  };
  const poll = async (): Promise<boolean> => {
    try {
      return take(await transport.json<Track>(`/v1/tracks/${encodeURIComponent(trackId)}`, { signal }));
    } catch (error) {
      const passing = error instanceof ImpresarioError && error.retryable;
      if (!passing || clock.now() - heardAt > goneMaxMs) throw error;
      return false;
    }
  };

  try {
    let next: Promise<IteratorResult<TrackEvent, void>> | null = events.next();
    for (;;) {
      const step = next ? await within(next, pollEveryMs, clock) : await clock.sleep(pollEveryMs, signal);
      signal?.throwIfAborted();
      if (step && !step.value.done) {
        if (take(step.value.value.track)) return latest as unknown as Track;
        next = events.next();
        continue;
      }
      // The stream ended without the track's end, which should not be: from here on we ask.
      if (step) next = null;
      if (!open && (await poll())) return latest as unknown as Track;
    }
  } finally {
    stop.abort();
  }
}
