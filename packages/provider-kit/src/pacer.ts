/** Time, passed in; the engine's clock fits. */
export interface Clock {
  now(): Date;
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

export interface PacerOptions {
  readonly clock: Clock;
  readonly perSecond: number;
}

/** Resolves when it is this caller's turn, or at once when the signal is aborted. Never rejects. */
export type Pacer = (key: string, signal: AbortSignal) => Promise<void>;

/** Those who wait for their turn with one key, first come, first served. */
interface Line {
  lastMs: number;
  readonly waiting: Set<() => void>;
  /** Takes back the timer that serves the next one. */
  cancel: (() => void) | null;
}

/**
 * Lets calls with one key through at least `1000 / perSecond` ms apart. An aborted caller loses its place and delays nobody;
 * the request it makes then sends nothing. A key is forgotten once its last call no longer matters.
 */
export function createPacer({ clock, perSecond }: PacerOptions): Pacer {
  const spacingMs = 1000 / perSecond;
  const lines = new Map<string, Line>();

  function serve(key: string, line: Line): void {
    const [next] = line.waiting;
    if (!next) return;
    const nowMs = clock.now().getTime();
    // A clock that was set back must stop nobody for an hour.
    line.lastMs = Math.min(line.lastMs, nowMs);
    const waitMs = line.lastMs + spacingMs - nowMs;
    if (waitMs > 0) {
      line.cancel ??= clock.schedule(() => {
        line.cancel = null;
        serve(key, line);
      }, waitMs);
      return;
    }
    line.waiting.delete(next);
    line.lastMs = nowMs;
    // Put last again, so that the map is in the order of the last calls.
    lines.delete(key);
    lines.set(key, line);
    next();
    serve(key, line);
  }

  return (key, signal) => {
    if (signal.aborted) return Promise.resolve();
    forgetPast(lines, clock.now().getTime() - spacingMs);
    return new Promise((resolve) => {
      const line = lines.get(key) ?? { lastMs: -Infinity, waiting: new Set(), cancel: null };
      lines.set(key, line);
      const leave = () => {
        line.waiting.delete(turn);
        if (line.waiting.size === 0) stopTimer(line);
        resolve();
      };
      const turn = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      signal.addEventListener('abort', leave, { once: true });
      line.waiting.add(turn);
      serve(key, line);
    });
  };
}

function stopTimer(line: Line): void {
  line.cancel?.();
  line.cancel = null;
}

/** Removes the lines whose last call was before then. One in which somebody waits was served later, so it comes after. */
function forgetPast(lines: Map<string, Line>, beforeMs: number): void {
  for (const [key, { lastMs, waiting }] of lines) {
    if (lastMs > beforeMs || waiting.size > 0) return;
    lines.delete(key);
  }
}
