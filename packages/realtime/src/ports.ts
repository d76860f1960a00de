import type { Track, TrackSnapshot } from '@impresario/protocol';
import type { Frame } from './frame.ts';

/** The part of the clock this package needs. */
export interface Clock {
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** The part of a `pg` pool this package needs. */
export interface Pool {
  query<Row>(query: { name: string; text: string; values: unknown[] }): Promise<{ rows: Row[] }>;
}

/** Gives a track's files their signed addresses, at the moment it is sent. */
export type PresentTrack = (snapshot: TrackSnapshot) => Track;

/**
 * Why nothing follows: the track came to its end, whoever subscribed wants no more, the client does not read, the log cannot
 * be read, or this process stops. In all but the first two the client comes back with the last id it got.
 */
export type StreamEnd = 'over' | 'unsubscribed' | 'slow' | 'failed' | 'stopped';

/** Where one client's frames go. */
export interface Sink {
  /** Takes a frame without waiting. False when the client is so slow that its buffer is full: it is then dropped. */
  send(frame: Frame): boolean;
  /** Resolves when the buffer has room again, or when the client is gone. */
  drained(): Promise<void>;
  /** Nothing follows. Called once. */
  close(why: StreamEnd): void;
}
