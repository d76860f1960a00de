import type { Clock } from '../ports.ts';

/** Runs `call` with a signal that aborts when `parent` does, or with the reason `deadline` after `timeoutMs`. */
export async function withDeadline<T>(
  clock: Clock,
  timeoutMs: number,
  parent: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const stop = clock.schedule(() => own.abort('deadline'), timeoutMs);
  try {
    return await call(AbortSignal.any([own.signal, parent]));
  } finally {
    stop();
  }
}
