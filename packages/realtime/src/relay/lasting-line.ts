import type { Line } from '@impresario/database';
import type { Clock } from '../ports.ts';

export interface LastingLineOptions {
  readonly clock: Clock;
  /** Makes a connection; `onLost` is called once when that ends. */
  open(onLost: (error: unknown) => void): Promise<Line>;
  onUp(line: Line): void;
  /** It was lost, or cannot be had. */
  onDown(error: unknown): void;
}

/** A connection that is made when it is first needed, and from then on again whenever it is lost. */
export interface LastingLine {
  /** Resolves with it, or with null when it cannot be had now. */
  need(): Promise<Line | null>;
  now(): Line | null;
  close(): Promise<void>;
}

const againFirstMs = 100;
const againLastMs = 5_000;

export function createLastingLine({ clock, open, onUp, onDown }: LastingLineOptions): LastingLine {
  let line: Line | null = null;
  let opening: Promise<Line | null> | null = null;
  let againMs = againFirstMs;
  let cancelAgain: (() => void) | null = null;
  let isClosed = false;

  function lose(error: unknown): void {
    line = null;
    if (isClosed) return;
    onDown(error);
    cancelAgain ??= clock.schedule(() => {
      cancelAgain = null;
      void need();
    }, againMs);
    againMs = Math.min(againMs * 2, againLastMs);
  }

  async function tryOnce(): Promise<Line | null> {
    try {
      line = await open(lose);
    } catch (error) {
      lose(error);
      return null;
    }
    againMs = againFirstMs;
    if (!isClosed) onUp(line);
    return line;
  }

  async function need(): Promise<Line | null> {
    if (line || isClosed || cancelAgain) return line;
    opening ??= tryOnce().finally(() => {
      opening = null;
    });
    return opening;
  }

  return {
    need,
    now: () => line,
    async close() {
      isClosed = true;
      cancelAgain?.();
      await opening;
      await line?.close().catch(() => {});
      line = null;
    },
  };
}
