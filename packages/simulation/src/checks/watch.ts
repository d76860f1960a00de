import { Violation } from '../scheduler/operation.ts';

/** Keeps the first broken rule that somebody notices in the middle of something, until the run can be ended by it. */
export interface Watch {
  accuse(rule: string, what: string): void;
  /** Ends the run if a rule was broken. */
  raise(): void;
}

export function createWatch(): Watch {
  let first: Violation | null = null;
  return {
    accuse(rule, what) {
      first ??= new Violation(rule, what);
    },
    raise() {
      if (first) throw first;
    },
  };
}
