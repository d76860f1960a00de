import { ImpresarioError } from './impresario-error.ts';
import type { StreamMessage } from './parse-event-stream.ts';
import { readEventStream, type StreamCall } from './read-event-stream.ts';
import type { Transport } from './transport.ts';
import { backoffMs, either } from './world.ts';

const reconnectMs = { first: 500, max: 15_000 };
/** A connection that lived this long was a good one: the next break starts from the shortest wait again. */
const goodConnectionMs = 5_000;
/** Heartbeats come every 15 s: after a sleep, a line that was quiet for longer is taken for dead. */
const quietMs = 20_000;

export interface StreamOptions extends Pick<StreamCall, 'path' | 'lastEventId' | 'signal' | 'as'> {
  /** The line came up (something was heard) or went down. `resumed`: it goes on where an earlier one stopped. */
  onConnection?: ((open: boolean, resumed: boolean) => void) | undefined;
  /** The line is down and will be called again; counts the calls since one that lived. */
  onBreak?: (count: number) => void;
  /** Which errors waiting cannot mend; those that are not retryable, unless told. */
  isLasting?: (error: ImpresarioError) => boolean;
  /** Tells when the machine comes back from sleep or from being offline: then a wait is cut short. */
  onWake?: (listener: () => void) => () => void;
}

/**
 * What one stream says, across broken connections: after a break it resumes from the last id. Ends at the server's
 * `end`, or when `signal` is aborted. Throws only what waiting cannot mend.
 */
export async function* streamMessages(
  transport: Transport,
  options: StreamOptions,
): AsyncGenerator<StreamMessage, void, undefined> {
  const line = new Line(transport, options);
  try {
    while (!line.isOver) {
      yield* line.connect();
      if (!line.isOver) await line.pause();
    }
  } finally {
    line.close();
  }
}

class Line {
  readonly #transport: Transport;
  readonly #options: StreamOptions;
  readonly #stopWaking: (() => void) | undefined;
  #lastEventId: string | null;
  #hasEnded = false;
  #isOpen = false;
  #breaks = 0;
  #firstWaitMs = reconnectMs.first;
  #askedWaitMs = 0;
  /** When something was heard last; never, while the line is not open. */
  #heardAt = -Infinity;
  /** What a waking cuts short; null while there is nothing to cut. */
  #cut: AbortController | null = null;

  constructor(transport: Transport, options: StreamOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#lastEventId = options.lastEventId;
    this.#stopWaking = options.onWake?.(() => {
      if (transport.clock.now() - this.#heardAt > quietMs) this.#cut?.abort(new Error('The machine woke up'));
    });
  }

  get isOver(): boolean {
    return this.#hasEnded || (this.#options.signal?.aborted ?? false);
  }

  /** One connection, until it breaks. */
  async *connect(): AsyncGenerator<StreamMessage, void, undefined> {
    const { clock } = this.#transport;
    const startedAt = clock.now();
    const resumed = this.#lastEventId !== null;
    const cut = this.#beginCut();
    this.#heardAt = startedAt;
    this.#askedWaitMs = 0;
    const call: StreamCall = {
      path: this.#options.path,
      as: this.#options.as,
      lastEventId: this.#lastEventId,
      signal: cut,
      onRetry: (ms) => (this.#firstWaitMs = Math.min(Math.max(ms, 100), reconnectMs.max)),
      onSign: () => {
        this.#heardAt = clock.now();
        this.#setOpen(true, resumed);
      },
    };
    try {
      for await (const message of readEventStream(this.#transport, call)) {
        this.#hasEnded = message.event === 'end';
        if (this.#hasEnded) return;
        yield message;
        if (message.id !== null) this.#lastEventId = message.id;
      }
    } catch (error) {
      if (!cut.aborted) this.#bear(error);
    } finally {
      this.#setOpen(false, resumed);
    }
    this.#breaks = clock.now() - startedAt >= goodConnectionMs ? 1 : this.#breaks + 1;
  }

  /** The wait before the next connection; none after a waking. */
  async pause(): Promise<void> {
    const { clock } = this.#transport;
    this.#options.onBreak?.(this.#breaks);
    const wokeUp = this.#cut?.signal.aborted;
    const backoff = backoffMs(this.#breaks - 1, this.#firstWaitMs, reconnectMs.max, clock);
    if (wokeUp) return;
    this.#heardAt = -Infinity;
    await clock.sleep(Math.max(this.#askedWaitMs, backoff), this.#beginCut()).catch(() => undefined);
  }

  close(): void {
    this.#stopWaking?.();
  }

  #beginCut(): AbortSignal {
    this.#cut = new AbortController();
    return either(this.#options.signal, this.#cut);
  }

  #bear(error: unknown): void {
    if (!(error instanceof ImpresarioError)) throw error;
    const { isLasting } = this.#options;
    if (isLasting ? isLasting(error) : !error.retryable) throw error;
    this.#askedWaitMs = (error.retryAfter ?? 0) * 1000;
  }

  #setOpen(isOpen: boolean, resumed: boolean): void {
    if (isOpen === this.#isOpen) return;
    this.#isOpen = isOpen;
    this.#options.onConnection?.(isOpen, resumed);
  }
}
