import type { CreateTrackInput, Track } from '@impresario/protocol';
import { ImpresarioError } from '../impresario-error.ts';
import { fingerprint } from '../fingerprint.ts';
import { identityOf } from '../token.ts';
import { order } from '../order.ts';
import type { Transport } from '../transport.ts';
import { newKey, type KeyValueStore } from '../world.ts';
import { canonicalJson } from './canonical-json.ts';
import { Wishes } from './wishes.ts';

/** After a track was accepted, the same request is not taken for another one so soon: that is a double click. */
const doubleClickMs = 1_500;
/** Network faults and limits, by GEN-9. */
const retryCountMax = 5;
const limitSecondsMax = 60;

export interface GenerateOptions {
  /** Stops waiting, and throws its reason. The track may have been ordered: the same request again finds it. */
  signal?: AbortSignal | undefined;
  /** Told before each wait for another try, with why and how long. */
  onWait?: ((error: ImpresarioError, waitMs: number) => void) | undefined;
}

/** One request on its way, or just accepted, and who waits for it. */
interface Ordered {
  readonly name: string;
  readonly track: Promise<Track>;
  readonly stop: AbortController;
  waiting: number;
  acceptedAt: number | null;
  trackId: string | null;
}

/**
 * Orders tracks so that one wish makes one track (IDM-2): a double click, a retry, a second tab and a reload while
 * the reply was lost all use the same idempotency key. Once the server has accepted, the same request is a new wish.
 */
export class GenerationService {
  readonly #transport: Transport;
  readonly #wishes: Wishes;
  readonly #ordered = new Map<string, Ordered>();

  constructor({
    transport,
    storage,
  }: {
    readonly transport: Transport;
    readonly storage: KeyValueStore | null;
  }) {
    this.#transport = transport;
    this.#wishes = new Wishes(storage, transport.clock, transport.log);
  }

  /**
   * The accepted track, `pending` as a rule. Tries again over a broken line, an outage and a limit of up to a minute,
   * as the server advises; throws `ImpresarioError` for what will not pass, and the reason of `signal`.
   */
  async generate(request: CreateTrackInput, options: GenerateOptions = {}): Promise<Track> {
    options.signal?.throwIfAborted();
    const who = identityOf(await this.#transport.token());
    const name = fingerprint([this.#transport.address(''), who, canonicalJson(request)].join('\n'));
    this.#dropOld();
    const ordered = this.#ordered.get(name) ?? this.#begin(name, request, options);
    return this.#waitFor(ordered, options.signal);
  }

  /** The track was cancelled: the same request is a new wish at once, and no second click. */
  forget(trackId: string): void {
    for (const [name, ordered] of this.#ordered) {
      if (ordered.trackId === trackId) this.#ordered.delete(name);
    }
  }

  #begin(name: string, request: CreateTrackInput, options: GenerateOptions): Ordered {
    const stop = new AbortController();
    const track = this.#order(name, request, { ...options, signal: stop.signal });
    const ordered: Ordered = { name, track, stop, waiting: 0, acceptedAt: null, trackId: null };
    this.#ordered.set(name, ordered);
    track.then(
      ({ id }) => Object.assign(ordered, { acceptedAt: this.#transport.clock.now(), trackId: id }),
      () => this.#drop(ordered),
    );
    return ordered;
  }

  /** One caller's wait. The request itself is given up when all have left. */
  async #waitFor(ordered: Ordered, signal: AbortSignal | undefined): Promise<Track> {
    ordered.waiting += 1;
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(signal?.reason as Error);
    });
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([ordered.track, left]);
    } finally {
      signal?.removeEventListener('abort', leave);
      ordered.waiting -= 1;
      if (ordered.waiting === 0 && ordered.acceptedAt === null) {
        // At once: whoever comes next joins no request that is being given up.
        this.#drop(ordered);
        ordered.stop.abort();
      }
    }
  }

  #drop(ordered: Ordered): void {
    if (this.#ordered.get(ordered.name) === ordered) this.#ordered.delete(ordered.name);
  }

  #dropOld(): void {
    const now = this.#transport.clock.now();
    for (const [name, { acceptedAt }] of this.#ordered) {
      if (acceptedAt !== null && Math.abs(now - acceptedAt) >= doubleClickMs) this.#ordered.delete(name);
    }
  }

  async #order(name: string, request: CreateTrackInput, options: GenerateOptions): Promise<Track> {
    // A caller that brings a key of its own says itself what is one wish.
    if (request.idempotencyKey !== undefined) return this.#send(request, request.idempotencyKey, options);
    let key = this.#wishes.keyOf(name) ?? newKey();
    for (let isFirst = true; ; isFirst = false) {
      this.#wishes.keep(name, key);
      try {
        const track = await this.#send(request, key, options);
        this.#wishes.forget(name, key);
        return track;
      } catch (error) {
        if (!(error instanceof ImpresarioError)) throw error;
        // Limits, missing credits and outages leave the wish as it is, under its key: the first request may still
        // be on its way. A key that stands for something else, and a request that is wrong, are done with.
        if (error.status === 400 || error.status === 422) this.#wishes.forget(name, key);
        if (error.code !== 'idempotency_mismatch' || !isFirst) throw error;
        key = newKey();
      }
    }
  }

  #send(
    request: CreateTrackInput,
    idempotencyKey: string,
    { signal, onWait }: GenerateOptions,
  ): Promise<Track> {
    const patience = { retryCountMax, limitSecondsMax, onWait };
    return order(this.#transport, '/v1/tracks', request, { idempotencyKey, signal, patience });
  }
}
