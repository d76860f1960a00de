import { setImmediate } from 'node:timers/promises';

/** The only module of the composer that knows real time. */

/** Calls `action` after `milliseconds`, unless the answered function is called first. */
export type After = (milliseconds: number, action: () => void) => () => void;

/** A timer that does not keep the process alive. */
export const realAfter: After = (milliseconds, action) => {
  const timer = setTimeout(action, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

/** Lets messages in before the next piece of work. */
export function nextTurn(): Promise<void> {
  return setImmediate();
}
