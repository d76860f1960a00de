import type { Clock } from '../ports.ts';

/** How long a call that was told to stop may take to say what became of it. */
const graceMs = 5_000;

/** A call that did not even answer that it stopped. Nobody knows what it did. */
export class CallHangs extends Error {
  override readonly name = 'CallHangs';
}

/**
 * Runs `call` with a signal that aborts when `parent` does, or with the reason `deadline` after `timeoutMs`. A call
 * that ignores its signal is left alone after a grace and `CallHangs` is thrown, because a claim held for ever by
 * one broken adapter would be a stuck track (GEN-11).
 */
export async function withDeadline<T>(
  clock: Clock,
  timeoutMs: number,
  parent: AbortSignal | null,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const signal = parent ? AbortSignal.any([own.signal, parent]) : own.signal;
  let stopGrace = () => {};
  const stopTimer = clock.schedule(() => own.abort('deadline'), timeoutMs);
  const hanging = new Promise<never>((_, reject) => {
    const giveGrace = () => {
      stopGrace = clock.schedule(() => reject(new CallHangs('The call did not heed its deadline.')), graceMs);
    };
    if (signal.aborted) giveGrace();
    else signal.addEventListener('abort', giveGrace, { once: true });
  });
  try {
    return await Promise.race([call(signal), hanging]);
  } finally {
    stopTimer();
    stopGrace();
  }
}
