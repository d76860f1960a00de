/** Time, passed in; the clock of the engine is one. */
export interface Timer {
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

/** What `work` brings, or an error when that takes longer than `timeoutMs`. */
export function inTime<T>(work: Promise<T>, timeoutMs: number, timer: Timer): Promise<T> {
  return new Promise((resolve, reject) => {
    // Where this process itself was held up, its timers run before it reads what has come in the meantime; an answer
    // that is here already shall count, so that is read first.
    const giveUp = () => setImmediate(() => reject(new Error(`no answer within ${timeoutMs} ms`)));
    const cancel = timer.schedule(giveUp, timeoutMs);
    work.then(resolve, reject).finally(cancel);
  });
}
