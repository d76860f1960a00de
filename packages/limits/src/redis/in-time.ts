/** Time, passed in; the clock of the engine is one. */
export interface Timer {
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

const looks = 4;

/**
 * What `work` brings, or an error when that takes longer than `timeoutMs`. Where this process itself was held up, nobody
 * else is late: the time is waited in parts, of which such a pause takes one, and an answer that has come is read first.
 */
export function inTime<T>(work: Promise<T>, timeoutMs: number, timer: Timer): Promise<T> {
  return new Promise((resolve, reject) => {
    let cancel = () => {};
    const wait = (looksLeft: number): void => {
      cancel = timer.schedule(() => {
        if (looksLeft > 1) wait(looksLeft - 1);
        else setImmediate(() => reject(new Error(`no answer within ${timeoutMs} ms`)));
      }, timeoutMs / looks);
    };
    wait(looks);
    work.then(resolve, reject).finally(() => cancel());
  });
}
