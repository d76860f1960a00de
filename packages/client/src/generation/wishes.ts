import { fieldsOf, parseJson } from '../parse-json.ts';
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
  /**
   * What this page has said itself, null for what it has forgotten. It outdoes what is stored: storage may be full or
   * denied, and another page, which sees our last change a moment late, may write over it.
   */
  readonly #own = new Map<string, Wish | null>();
  #hasWarned = false;

  constructor(storage: KeyValueStore | null, clock: Clock, log: Log) {
    this.#storage = storage;
    this.#clock = clock;
    this.#log = log;
  }

  keyOf(name: string): string | null {
    return this.#all().find((wish) => wish.name === name)?.key ?? null;
  }

  keep(name: string, key: string): void {
    this.#say(name, { name, key, madeAt: this.#clock.now() });
  }

  /** Forgets a wish, unless it has another key meanwhile. */
  forget(name: string, key: string): void {
    if (this.keyOf(name) === key) this.#say(name, null);
  }

  #say(name: string, wish: Wish | null): void {
    // Anew, so that the latest stands last.
    this.#own.delete(name);
    this.#own.set(name, wish);
    for (const oldest of this.#own.keys()) if (this.#own.size > keptMax) this.#own.delete(oldest);
    const all = this.#all().slice(-keptMax);
    this.#attempt(() => {
      this.#storage?.setItem(storedUnder, JSON.stringify(all));
      for (const [each, own] of this.#own) if (!own) this.#own.delete(each);
    });
  }

  #all(): Wish[] {
    const now = this.#clock.now();
    const stored = parse(this.#attempt(() => this.#storage?.getItem(storedUnder)) ?? '[]');
    return [...stored.filter(({ name }) => !this.#own.has(name)), ...this.#own.values()].filter(
      // The clock may have been set back since: what seems to come from the future is no older than a day either way.
      (wish) => wish !== null && Math.abs(now - wish.madeAt) < keptMs,
    ) as Wish[];
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
  const value = parseJson(stored);
  return Array.isArray(value) ? value.filter(isWish) : [];
}

function isWish(value: unknown): value is Wish {
  const { name, key, madeAt } = fieldsOf(value);
  return typeof name === 'string' && typeof key === 'string' && typeof madeAt === 'number';
}
