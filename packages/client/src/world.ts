/** Time and chance, the two things of the outside this package needs besides `fetch`; tests pass their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; rejects with the signal's reason when that is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to, not including, 1. */
  random(): number;
}

/** Where the client says what it does; `console` fits. */
export interface Log {
  debug(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
}

export const silentLog: Log = { debug: () => {}, warn: () => {} };

/** The part of Web Storage this package needs. */
export interface KeyValueStore {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
}

/** The browser's storage for this origin; null where there is none or it is denied. */
export function systemStorage(): KeyValueStore | null {
  // Node warns on its error stream when its own is touched without a file, so only pages and Deno are asked.
  if (!('document' in globalThis || 'Deno' in globalThis)) return null;
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

/** 128 random bits. `randomUUID` exists on secure pages only, and a page in a home network may come by plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, ms);
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** The runtime's own `fetch`, looked up at each call so that a later polyfill or a test's stand-in is used. */
export const systemFetch: Fetch = (input, init) => globalThis.fetch(input, init);

/**
 * Waits for `work`, but no longer than `ms`: null when the time ran out first. The timer is gone either way,
 * so that a finished program is not held open by it.
 */
export async function within<T>(work: Promise<T>, ms: number, clock: Clock): Promise<{ value: T } | null> {
  const done = new AbortController();
  const timeUp = clock.sleep(ms, done.signal).then(
    () => null,
    () => null,
  );
  try {
    return await Promise.race([work.then((value) => ({ value })), timeUp]);
  } finally {
    done.abort();
  }
}

/** A signal that both may abort: who asked for the work, where they gave one, and we. */
export function either(given: AbortSignal | undefined, own: AbortController): AbortSignal {
  return given ? AbortSignal.any([given, own.signal]) : own.signal;
}

/** Half to all of `baseMs · 2ⁿ`, capped: the spread keeps a crowd of clients from returning in step. */
export function backoffMs(attempt: number, baseMs: number, maxMs: number, clock: Clock): number {
  return Math.min(maxMs, baseMs * 2 ** attempt) * (0.5 + clock.random() / 2);
}
