import type { Clock, KeyValueStore, Log } from '../world.ts';

const storedUnder = 'impresario.intents';
const keptMax = 50;
const keptMs = 24 * 3_600_000;

interface Intent {
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
export class Intents {
  readonly #storage: KeyValueStore | null;
  readonly #clock: Clock;
  readonly #log: Log;
  #memory: Intent[] = [];
  #hasFailed = false;

  constructor(storage: KeyValueStore | null, clock: Clock, log: Log) {
    this.#storage = storage;
    this.#clock = clock;
    this.#log = log;
  }

  keyOf(name: string): string | null {
    return this.#read().find((intent) => intent.name === name)?.key ?? null;
  }

  keep(name: string, key: string): void {
    const others = this.#read().filter((intent) => intent.name !== name);
    this.#write([...others, { name, key, madeAt: this.#clock.now() }].slice(-keptMax));
  }

  /** Forgets a wish, unless another tab has made a new key for it meanwhile. */
  forget(name: string, key: string): void {
    this.#write(this.#read().filter((intent) => intent.name !== name || intent.key !== key));
  }

  #read(): Intent[] {
    const stored = this.#attempt(() => this.#storage?.getItem(storedUnder) ?? null);
    if (stored !== null) this.#memory = parse(stored);
    const now = this.#clock.now();
    // The clock may have been set back since: what seems to come from the future is no older than a day either way.
    return this.#memory.filter(({ madeAt }) => Math.abs(now - madeAt) < keptMs);
  }

  #write(intents: Intent[]): void {
    this.#memory = intents;
    this.#attempt(() => this.#storage?.setItem(storedUnder, JSON.stringify(intents)));
  }

  #attempt<T>(work: () => T): T | null {
    if (this.#hasFailed) return null;
    try {
      return work();
    } catch (error) {
      this.#hasFailed = true;
      this.#log.warn('Storage is full or denied: idempotency keys will not outlive this page', { error });
      return null;
    }
  }
}

/** What was stored, as far as it is what this version writes; anybody on the page may have changed it. */
function parse(stored: string): Intent[] {
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isIntent) : [];
  } catch {
    return [];
  }
}

function isIntent(value: unknown): value is Intent {
  const { name, key, madeAt } = (value ?? {}) as Record<string, unknown>;
  return typeof name === 'string' && typeof key === 'string' && typeof madeAt === 'number';
}
