import type { OperationEvent, ResetEvent, Track, TrackEvent, TrackEventType } from '@impresario/protocol';
import { ImpresarioError } from './impresario-error.ts';
import { readEventStream } from './read-event-stream.ts';
import type { Transport } from './transport.ts';
import { backoffMs } from './world.ts';

const reconnectMs = { first: 500, max: 15_000 };
/** A connection that lived this long was a good one: the next break starts from the shortest wait again. */
const goodConnectionMs = 5_000;
const rememberedTracksMax = 1_000;

export interface EventsOptions {
  /** Only this track's, ending after its last; without it all of the user's, without end. */
  trackId?: string;
  /** Where an earlier loop stopped: nothing after it is missed. */
  lastEventId?: string;
  signal?: AbortSignal;
  /** The line came up (something was heard) or went down (it is being called again). */
  onConnection?: (open: boolean) => void;
  /** The server could not resume and sent the present instead; the same tracks also come as events. */
  onReset?: (tracks: Track[]) => void;
  /** Work beside tracks, as it changes: stems, WAV, lyrics. */
  onOperation?: (event: OperationEvent) => void;
}

/**
 * Every change of a track, or of all the user's tracks, across broken connections: after a break it resumes where
 * it stopped, and a change that comes twice is given once. Ends at the server's `end`, or when `signal` is aborted.
 * Throws only what waiting cannot mend, such as a track that does not exist.
 */
export async function* trackEvents(
  transport: Transport,
  options: EventsOptions,
): AsyncGenerator<TrackEvent, void, undefined> {
  const { clock } = transport;
  const { trackId, signal } = options;
  const path = trackId === undefined ? '/v1/events' : `/v1/tracks/${encodeURIComponent(trackId)}/events`;
  const isNews = newsFilter();
  let lastEventId = options.lastEventId ?? null;
  let firstWaitMs = reconnectMs.first;
  let open = false;
  const setOpen = (now: boolean) => {
    if (now === open) return;
    open = now;
    options.onConnection?.(now);
  };

  for (let breaks = 0; !signal?.aborted; breaks++) {
    const startedAt = clock.now();
    let askedWaitMs = 0;
    try {
      const onRetry = (ms: number) => (firstWaitMs = Math.min(Math.max(ms, 100), reconnectMs.max));
      const call = { path, lastEventId, signal, onSign: () => setOpen(true), onRetry };
      for await (const message of readEventStream(transport, call)) {
        if (message.event === 'end') return;
        for (const event of readMessage(message.event, message.data, options)) {
          if (isNews(event)) yield event;
        }
        if (message.id !== undefined) lastEventId = message.id;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!isPassing(error)) throw error;
      askedWaitMs = (error.retryAfter ?? 0) * 1000;
    } finally {
      setOpen(false);
    }
    if (clock.now() - startedAt >= goodConnectionMs) breaks = 0;
    const waitMs = Math.max(askedWaitMs, backoffMs(breaks, firstWaitMs, reconnectMs.max, clock));
    await clock.sleep(waitMs, signal).catch(() => undefined);
  }
}

function isPassing(error: unknown): error is ImpresarioError {
  return error instanceof ImpresarioError && error.retryable;
}

// Data that is not what it should be is passed over rather than thrown: the next event carries the whole track.
function readMessage(
  name: string | undefined,
  data: string,
  { onReset, onOperation }: EventsOptions,
): TrackEvent[] {
  const value = parse(data);
  if (name === 'operation' && (value as OperationEvent | null)?.operation)
    onOperation?.(value as OperationEvent);
  if (name === 'track') {
    const event = value as TrackEvent | null;
    return event?.track ? [event] : [];
  }
  if (name !== 'reset') return [];
  const { tracks } = (value ?? {}) as Partial<ResetEvent>;
  if (!Array.isArray(tracks)) return [];
  onReset?.(tracks);
  return tracks.map(eventOfSnapshot);
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

const typeOfEnd: Readonly<Record<string, TrackEventType>> = {
  completed: 'track.completed',
  failed: 'track.failed',
  cancelled: 'track.cancelled',
};

function eventOfSnapshot(track: Track): TrackEvent {
  const type = typeOfEnd[track.status] ?? 'track.updated';
  return { type, trackId: track.id, revision: track.revision, occurredAt: track.updatedAt, track };
}

/** Says whether an event is newer than all before it of its track. Remembers the last 1,000 tracks. */
function newsFilter(): (event: TrackEvent) => boolean {
  const revisions = new Map<string, number>();
  return ({ trackId, revision }) => {
    const known = revisions.get(trackId);
    if (known !== undefined && revision <= known) return false;
    revisions.delete(trackId);
    revisions.set(trackId, revision);
    if (revisions.size > rememberedTracksMax) {
      for (const oldest of revisions.keys()) {
        revisions.delete(oldest);
        break;
      }
    }
    return true;
  };
}
