import type { OperationEvent, Track, TrackEvent, TrackEventType } from '@impresario/protocol';
import { isTerminal } from './is-terminal.ts';
import { KnownThings } from './realtime/known-things.ts';
import { readMessage, type Heard } from './read-message.ts';
import { streamMessages } from './stream-messages.ts';
import type { Transport } from './transport.ts';

export interface EventsOptions {
  /** Only this track's, ending after its last; without it all of the user's, without end. */
  trackId?: string | undefined;
  /** Where an earlier loop stopped: nothing after it is missed. */
  lastEventId?: string | undefined;
  signal?: AbortSignal | undefined;
  /** The line came up (something was heard) or went down (it is being called again). */
  onConnection?: ((open: boolean) => void) | undefined;
  /** The server could not resume and sent the present instead; the same tracks also come as events. */
  onReset?: ((tracks: Track[]) => void) | undefined;
  /** A track was deleted, here or on another device. */
  onDelete?: ((trackId: string) => void) | undefined;
  /** Work beside tracks, as it changes: stems, WAV, lyrics. */
  onOperation?: ((event: OperationEvent) => void) | undefined;
}

/**
 * Every change of a track, or of all the user's tracks, across broken connections: after a break it resumes where
 * it stopped, and a change that comes twice is given once. Ends at the server's `end`, or when `signal` is aborted.
 * Throws only what waiting cannot mend, such as a track that does not exist. A connection of its own: pages follow
 * tracks through `realtime`, which shares one.
 */
export async function* trackEvents(
  transport: Transport,
  options: EventsOptions,
): AsyncGenerator<TrackEvent, void, undefined> {
  const { trackId, signal, onConnection } = options;
  const path = trackId === undefined ? '/v1/events' : `/v1/tracks/${encodeURIComponent(trackId)}/events`;
  const known = new KnownThings<Track>();
  const lastEventId = options.lastEventId ?? null;
  for await (const message of streamMessages(transport, { path, lastEventId, signal, onConnection })) {
    for (const event of eventsOf(readMessage(message), options)) {
      if (known.take(event.track).isNews) yield event;
    }
  }
}

function eventsOf(heard: Heard | null, { onReset, onOperation, onDelete }: EventsOptions): TrackEvent[] {
  if (heard?.kind === 'operation') onOperation?.(heard.event);
  if (heard?.kind === 'deleted') onDelete?.(heard.event.trackId);
  if (heard?.kind === 'track') return [heard.event];
  if (heard?.kind !== 'reset') return [];
  onReset?.(heard.tracks);
  return heard.tracks.map(eventOfSnapshot);
}

function eventOfSnapshot(track: Track): TrackEvent {
  const type = `track.${isTerminal(track.status) ? track.status : 'updated'}` as TrackEventType;
  return { type, trackId: track.id, revision: track.revision, occurredAt: track.updatedAt, track };
}
