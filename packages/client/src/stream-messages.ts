import { ImpresarioError } from './impresario-error.ts';
import { readEventStream, type StreamMessage } from './read-event-stream.ts';
import type { Transport } from './transport.ts';
import { backoffMs } from './world.ts';

const reconnectMs = { first: 500, max: 15_000 };
/** A connection that lived this long was a good one: the next break starts from the shortest wait again. */
const goodConnectionMs = 5_000;

export interface StreamOptions {
  path: string;
  lastEventId: string | null;
  signal?: AbortSignal | undefined;
  /** The line came up (something was heard) or went down. `resumed`: it goes on where an earlier one stopped. */
  onConnection?: (open: boolean, resumed: boolean) => void;
  /** The line is down and will be called again; counts the calls since one that lived. */
  onBreak?: (count: number) => void;
}

/**
 * What one stream says, across broken connections: after a break it resumes from the last id. Ends at the server's
 * `end`, or when `signal` is aborted. Throws only what waiting cannot mend.
 */
export async function* streamMessages(
  transport: Transport,
  options: StreamOptions,
): AsyncGenerator<StreamMessage, void, undefined> {
  const { clock } = transport;
  const { path, signal } = options;
  let lastEventId = options.lastEventId;
  let firstWaitMs = reconnectMs.first;
  let open = false;
  const setOpen = (now: boolean, resumed: boolean) => {
    if (now === open) return;
    open = now;
    options.onConnection?.(now, resumed);
  };

  for (let breaks = 0; !signal?.aborted; breaks++) {
    const startedAt = clock.now();
    const resumed = lastEventId !== null;
    let askedWaitMs = 0;
    try {
      const onRetry = (ms: number) => (firstWaitMs = Math.min(Math.max(ms, 100), reconnectMs.max));
      const onSign = () => setOpen(true, resumed);
      for await (const message of readEventStream(transport, {
        path,
        lastEventId,
        signal,
        onSign,
        onRetry,
      })) {
        if (message.event === 'end') return;
        yield message;
        if (message.id !== null) lastEventId = message.id;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!isPassing(error)) throw error;
      askedWaitMs = (error.retryAfter ?? 0) * 1000;
    } finally {
      setOpen(false, resumed);
    }
    if (clock.now() - startedAt >= goodConnectionMs) breaks = 0;
    options.onBreak?.(breaks + 1);
    const waitMs = Math.max(askedWaitMs, backoffMs(breaks, firstWaitMs, reconnectMs.max, clock));
    await clock.sleep(waitMs, signal).catch(() => undefined);
  }
}

function isPassing(error: unknown): error is ImpresarioError {
  return error instanceof ImpresarioError && error.retryable;
}
