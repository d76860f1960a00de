import type { ImpresarioError } from '../impresario-error.ts';
import type { StreamMessage } from '../read-event-stream.ts';

/** Who is told by a feed. */
export interface FeedListener {
  onMessage(message: StreamMessage): void;
  /** Messages come from now on. With a gap, something may have happened since the last one that never will come. */
  onUp(hasGap: boolean): void;
  /** They stopped. `breakCount`: how often in a row, short-lived connections included. */
  onDown(breakCount: number): void;
  /** The server says no, and will say so again: the feed is over. */
  onRefused(error: ImpresarioError): void;
}

/** Where a client's messages come from: its own connection, or another tab's. Runs until `signal` is aborted. */
export type Feed = (listener: FeedListener, signal: AbortSignal) => Promise<void>;
