import type { Clock, KeyValueStore, Log } from '../world.ts';

const storedUnder = 'impresario.wishes';
const keptMax = 50;
const keptMs = 24 * 3_600_000;

interface Wish {
  /** A hash of who asks for what; what was asked for is not kept. */
  readonly name: string;
  readonly key: string;
  /** By the clock of this machine. */
  readonly madeAt: number;
}

/**
 * The idempotency keys of wishes that no server is known to have accepted, kept over reloads of a page where storage
 * allows it. At most 50, for a day.
 */
export class Wishes {
  readonly #storage: KeyValueStore | null;
  readonly #clock: Clock;
  readonly #log: Log;
  #memory: Wish[] = [];
  /** Whether storage has not taken the last change: then what is there is older than what is known. */
  #isBehind = false;
  #hasWarned = false;

  constructor(storage: KeyValueStore | null, clock: Clock, log: Log) {
    this.#storage = storage;
    this.#clock = clock;
    this.#log = log;
  }

  keyOf(name: string): string | null {
    return this.#read().find((wish) => wish.name === name)?.key ?? null;
  }

  keep(name: string, key: string): void {
    const others = this.#read().filter((wish) => wish.name !== name);
    this.#write([...others, { name, key, madeAt: this.#clock.now() }].slice(-keptMax));
  }

  /** Forgets a wish, unless another tab has made a new key for it meanwhile. */
  forget(name: string, key: string): void {
    this.#write(this.#read().filter((wish) => wish.name !== name || wish.key !== key));
  }

  #read(): Wish[] {
    const stored = this.#isBehind ? null : this.#attempt(() => this.#storage?.getItem(storedUnder) ?? null);
    if (stored !== null) this.#memory = parse(stored);
    const now = this.#clock.now();
    // The clock may have been set back since: what seems to come from the future is no older than a day either way.
    return this.#memory.filter(({ madeAt }) => Math.abs(now - madeAt) < keptMs);
  }

  #write(wishes: Wish[]): void {
    this.#memory = wishes;
    this.#isBehind = true;
    this.#attempt(() => {
      this.#storage?.setItem(storedUnder, JSON.stringify(wishes));
      this.#isBehind = false;
    });
  }

  #attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!this.#hasWarned) {
        this.#log.warn('Storage is full or denied: idempotency keys will not outlive this page', { error });
      }
      this.#hasWarned = true;
      return null;
    }
  }
}

/** What was stored, as far as it is what this version writes; anybody on the page may have changed it. */
function parse(stored: string): Wish[] {
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isWish) : [];
  } catch {
    return [];
  }
}

function isWish(value: unknown): value is Wish {
  const { name, key, madeAt } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof key === 'string' && typeof madeAt === 'number';
}
