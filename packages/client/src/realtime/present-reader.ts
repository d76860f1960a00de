import type { Transport } from '../transport.ts';
import { refresh, type Refreshed, type Wanted } from './refresh.ts';

/**
 * Reads the present of what is asked for, in one batch after another: what is wanted in the same moment is read
 * together, and what is being read already is not read twice.
 */
export class PresentReader {
  readonly #transport: Transport;
  readonly #onRead: (refreshed: Refreshed) => void;
  #next = nothing();
  #reading: Wanted | null = null;
  #isHeld = false;
  #stop = new AbortController();

  constructor(transport: Transport, onRead: (refreshed: Refreshed) => void) {
    this.#transport = transport;
    this.#onRead = onRead;
  }

  /** Asks for things. `again`: also for what is being read now, since that answer may be older than wanted. */
  want(
    {
      trackIds = [],
      operationIds = [],
      latest = false,
    }: { trackIds?: Iterable<string>; operationIds?: Iterable<string>; latest?: boolean },
    again = false,
  ): void {
    const reading = again ? null : this.#reading;
    for (const id of trackIds) if (!reading?.trackIds.has(id)) this.#next.trackIds.add(id);
    for (const id of operationIds) if (!reading?.operationIds.has(id)) this.#next.operationIds.add(id);
    if (latest && !reading?.latest) this.#next.latest = true;
    queueMicrotask(() => void this.#run());
  }

  /** Gathers what is wanted without reading it, until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    queueMicrotask(() => void this.#run());
  }

  /** Gives up what is being read and forgets what is wanted. */
  cancel(): void {
    this.#next = nothing();
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  async #run(): Promise<void> {
    if (this.#isHeld || this.#reading) return;
    const wanted = this.#next;
    if (wanted.trackIds.size + wanted.operationIds.size === 0 && !wanted.latest) return;
    this.#next = nothing();
    this.#reading = wanted;
    const { signal } = this.#stop;
    try {
      const refreshed = await refresh(this.#transport, wanted, signal);
      this.#reading = null;
      if (!signal.aborted) this.#onRead(refreshed);
    } catch (error) {
      this.#reading = null;
      if (!signal.aborted) this.#transport.log.warn('The present could not be read', { error });
    }
    void this.#run();
  }
}

function nothing() {
  return { trackIds: new Set<string>(), operationIds: new Set<string>(), latest: false };
}
