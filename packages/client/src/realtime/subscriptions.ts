import { ImpresarioError } from '../impresario-error.ts';
import type { Log } from '../world.ts';
import type { Thing } from './known-things.ts';

/**
 * One change, in the form of the original design: `INSERT` when this listener is told of the thing for the first
 * time, `UPDATE` afterwards. `old` is the state before this change, where the client has seen it.
 */
export interface Change<T> {
  eventType: 'INSERT' | 'UPDATE';
  new: T;
  old?: Partial<T>;
}

export interface SubscribeOptions {
  /** What waiting cannot mend: the track is not there (it was of another user, or deleted), or nobody is signed in. */
  onError?: ((error: ImpresarioError) => void) | undefined;
  /** Of all tracks: this one was deleted, here or on another device. */
  onDelete?: ((trackId: string) => void) | undefined;
  /**
   * Something may have happened that no change will tell of: what else was read should be read again. Comes before
   * `live` where a line could not go on from where the last one stopped, later where the server says so.
   */
  onGap?: (() => void) | undefined;
}

/** Of so many things a listener's own memory reaches back; a program that listens for a year meets more. */
const toldMax = 5_000;

export interface Subscription<T> {
  listener: (change: Change<T>) => void;
  readonly options: SubscribeOptions;
  /** The newest revision it was told of, by id. */
  readonly told: Map<string, number>;
  /** Whether it was told already that the server refuses to talk. */
  isRefused: boolean;
}

/** Who listens to tracks, or to operations: by id, and to all of them under null. */
export class Subscriptions<T extends Thing> {
  readonly #byId = new Map<string | null, Set<Subscription<T>>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** How many different things are listened to. */
  get size(): number {
    return this.#byId.size;
  }

  get hasAll(): boolean {
    return this.#byId.has(null);
  }

  /** The ids that are listened to one by one. */
  ids(): string[] {
    return [...this.#byId.keys()].filter((id) => id !== null);
  }

  includes(id: string | null, subscription: Subscription<T>): boolean {
    return this.#byId.get(id)?.has(subscription) ?? false;
  }

  add(id: string | null, subscription: Subscription<T>): void {
    const among = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, among.add(subscription));
  }

  remove(id: string | null, subscription: Subscription<T>): void {
    const among = this.#byId.get(id);
    if (among?.delete(subscription) && among.size === 0) this.#byId.delete(id);
  }

  /** Tells who listens to this thing and does not know it so new; with `toAll`, also who listens to all. */
  tell(thing: T, before: T | undefined, toAll: boolean): void {
    for (const key of toAll ? [thing.id, null] : [thing.id]) {
      for (const subscription of [...(this.#byId.get(key) ?? [])]) {
        if (this.includes(key, subscription)) this.#tellOne(subscription, thing, before);
      }
    }
  }

  /** Tells one listener alone. */
  tellOnly(subscription: Subscription<T>, thing: T): void {
    this.#tellOne(subscription, thing, undefined);
  }

  /** Tells all that the server refuses to talk; each once, until it talks again. They stay. */
  refuse(error: ImpresarioError): void {
    for (const subscription of this.#all()) {
      if (!subscription.isRefused) this.#fail(subscription, error);
      subscription.isRefused = true;
    }
  }

  forgetRefusal(): void {
    for (const subscription of this.#all()) subscription.isRefused = false;
  }

  /** Ends the subscriptions to one thing, telling why. */
  drop(id: string, error: ImpresarioError): void {
    const dropped = this.#byId.get(id) ?? [];
    this.#byId.delete(id);
    for (const subscription of dropped) this.#fail(subscription, error);
  }

  /** The thing is no more: ends what listens to it alone, and tells who listens to all. */
  end(id: string): void {
    this.drop(id, new ImpresarioError({ code: 'not_found', detail: 'It was deleted.' }));
    for (const { options, told } of [...(this.#byId.get(null) ?? [])]) {
      told.delete(id);
      safely(this.#log, () => options.onDelete?.(id));
    }
  }

  tellOfGap(): void {
    for (const { options } of this.#all()) safely(this.#log, () => options.onGap?.());
  }

  /** Everything is new to everybody. */
  forgetTold(): void {
    for (const { told } of this.#all()) told.clear();
  }

  clear(): void {
    this.#byId.clear();
  }

  #all(): Subscription<T>[] {
    return [...this.#byId.values()].flatMap((among) => [...among]);
  }

  #fail({ options: { onError } }: Subscription<T>, error: ImpresarioError): void {
    if (onError) safely(this.#log, () => onError(error));
    else this.#log.warn('A subscription failed and nobody listens for that', { code: error.code });
  }

  #tellOne({ told, listener }: Subscription<T>, thing: T, before: T | undefined): void {
    const known = told.get(thing.id);
    if (known !== undefined && known >= thing.revision) return;
    told.delete(thing.id);
    told.set(thing.id, thing.revision);
    for (const oldest of told.keys()) {
      if (told.size <= toldMax) break;
      told.delete(oldest);
    }
    const eventType = known === undefined ? 'INSERT' : 'UPDATE';
    const change: Change<T> = { eventType, new: thing, ...(before && { old: before }) };
    safely(this.#log, () => listener(change));
  }
}

/** Calls a listener: one that throws harms no other, nor does one that is async and fails later. */
export function safely(log: Log, call: () => unknown): void {
  const failed = (error: unknown) => log.warn('A listener threw', { error });
  try {
    const result = call();
    if (result instanceof Promise) result.catch(failed);
  } catch (error) {
    failed(error);
  }
}
