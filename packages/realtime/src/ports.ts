import type { Track, TrackSnapshot } from '@impresario/protocol';
import type { Frame } from './frame.ts';

/** The part of the clock this package needs. */
export interface Clock {
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

export interface Log {
  warn(fields: object, message: string): void;
}

/** The part of a `pg` pool this package needs. */
export interface Pool {
  query<Row>(query: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

/** Gives a track's files their signed addresses, at the moment it is sent. */
export type PresentTrack = (snapshot: TrackSnapshot) => Track;

/** Where one client's frames go: a server-sent event stream today, a WebSocket as well as soon as there is one. */
export interface Sink {
  /** Takes a frame without waiting. False when the client is so slow that its buffer is full: it is then dropped. */
  send(frame: Frame): boolean;
  /** Resolves when the buffer has room again, or when the client is gone. */
  drained(): Promise<void>;
  /** Nothing follows; the client may come back with the last id it got. */
  close(): void;
}
