/** Time, passed in; the clock of the engine is one. */
export interface Timer {
  /** Calls `run` once after `delayMs`; the returned function takes it back. */
  schedule(run: () => void, delayMs: number): () => void;
}

/** What `work` brings, or an error when that takes too long. */
export type Patience = <T>(work: Promise<T>) => Promise<T>;

const ticks = 4;

/**
 * Waits for `timeoutMs`, and up to a quarter more, in ticks that all waiting work shares: a timer for each would be a tenth
 * of a decision. Where this process itself was held up, nobody else is late: such a pause is one tick.
 */
export function createPatience(timeoutMs: number, timer: Timer): Patience {
  const waiting = new Set<{ ticksLeft: number; giveUp(): void }>();
  let isTicking = false;

  function nextTick(): void {
    isTicking = true;
    timer.schedule(tick, timeoutMs / ticks);
  }

  function tick(): void {
    isTicking = false;
    for (const each of waiting) {
      each.ticksLeft -= 1;
      if (each.ticksLeft > 0) continue;
      waiting.delete(each);
      each.giveUp();
    }
    if (waiting.size > 0) nextTick();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const each = {
        ticksLeft: ticks + 1,
        giveUp: () => reject(new Error(`no answer within ${timeoutMs} ms`)),
      };
      waiting.add(each);
      if (!isTicking) nextTick();
      work.then(
        (result) => {
          waiting.delete(each);
          resolve(result);
        },
        (error: Error) => {
          waiting.delete(each);
          reject(error);
        },
      );
    });
}
