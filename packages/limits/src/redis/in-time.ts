/** Time, passed in; the clock of the engine is one. */
export interface Timer {
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

const parts = 4;

/**
 * What `work` brings, or an error when that takes longer than `timeoutMs`. Where this process itself was held up, nobody
 * else is late: the time is waited in parts, of which such a pause takes one, and what has come by then is read first.
 */
export function inTime<T>(work: Promise<T>, timeoutMs: number, timer: Timer): Promise<T> {
  return new Promise((resolve, reject) => {
    let cancel = () => {};
    const wait = (partsLeft: number): void => {
      const giveUp = () => reject(new Error(`no answer within ${timeoutMs} ms`));
      cancel =
        partsLeft > 0
          ? timer.schedule(() => wait(partsLeft - 1), timeoutMs / parts)
          : timer.schedule(giveUp, 0);
    };
    wait(parts);
    work.then(resolve, reject).finally(() => cancel());
  });
}
