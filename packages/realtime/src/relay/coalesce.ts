import type { Clock } from '../ports.ts';

export interface Coalesced {
  /** Runs at once when it did not run lately, else once more when its time has come. */
  ask(): void;
  /** Runs no more. */
  stop(): void;
}

/** Many calls become one every `everyMs`, the first of them at once; none is the last without a run after it. */
export function coalesce(clock: Clock, everyMs: number, run: () => void): Coalesced {
  let isResting = false;
  let isAsked = false;
  let cancel = () => {};

  function start(): void {
    isAsked = false;
    isResting = true;
    cancel = clock.schedule(() => {
      isResting = false;
      if (isAsked) start();
    }, everyMs);
    run();
  }

  return {
    ask() {
      if (isResting) isAsked = true;
      else start();
    },
    stop() {
      cancel();
      isResting = true;
    },
  };
}
