import type { OperationEvent, Track, TrackEvent } from '@impresario/protocol';
import type { StreamMessage } from './parse-event-stream.ts';

/** A message of a stream, understood. */
export type Heard =
  | { kind: 'track'; event: TrackEvent }
  | { kind: 'operation'; event: OperationEvent }
  | { kind: 'reset'; tracks: Track[] };

/**
 * What a message says; null when it says nothing this version knows. Data that is not what it should be is passed
 * over rather than thrown: the next event carries the whole track.
 */
export function readMessage({ event, data }: StreamMessage): Heard | null {
  if (event !== 'track' && event !== 'operation' && event !== 'reset') return null;
  const value = parse(data);
  if (!isObject(value)) return null;
  if (event === 'reset') {
    const { tracks } = value;
    return Array.isArray(tracks) ? { kind: 'reset', tracks: tracks.filter(isThing) as Track[] } : null;
  }
  if (!isThing(value[event])) return null;
  return { kind: event, event: value } as unknown as Heard;
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Enough of a track or an operation to go by. */
function isThing(value: unknown): boolean {
  return (
    isObject(value) &&
    typeof value['id'] === 'string' &&
    typeof value['status'] === 'string' &&
    typeof value['revision'] === 'number'
  );
}
