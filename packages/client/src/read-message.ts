import type { DeletedEvent, OperationEvent, Track, TrackEvent } from '@impresario/protocol';
import type { StreamMessage } from './parse-event-stream.ts';
import { fieldsOf, parseJson } from './parse-json.ts';

/** A message of a stream, understood. */
export type Heard =
  | { kind: 'track'; event: TrackEvent }
  | { kind: 'operation'; event: OperationEvent }
  | { kind: 'deleted'; event: DeletedEvent }
  | { kind: 'reset'; tracks: Track[] };

/**
 * What a message says; null when it says nothing this version knows. Data that is not what it should be is passed
 * over rather than thrown: the next event carries the whole track.
 */
export function readMessage({ event, data }: StreamMessage): Heard | null {
  const value = fieldsOf(parseJson(data));
  const { tracks, trackId } = value;
  if (event === 'reset' && Array.isArray(tracks)) return { kind: event, tracks: tracks.filter(isThing) };
  const isKnown =
    ((event === 'track' || event === 'operation') && isThing(value[event])) ||
    (event === 'deleted' && typeof trackId === 'string');
  return isKnown ? ({ kind: event, event: value } as unknown as Heard) : null;
}

/** Enough of a track or an operation to go by. */
function isThing(value: unknown): value is Track {
  const { id, status, revision } = fieldsOf(value);
  return typeof id === 'string' && typeof status === 'string' && typeof revision === 'number';
}
