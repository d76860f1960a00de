/** A process of ours, or the world outside. */
export interface Owner {
  readonly name: string;
  /** A dead one gets no answer any more, and none of its timers runs. */
  isAlive: boolean;
  /** Stopped as by SIGSTOP: nothing of it happens until it goes on. */
  isPaused: boolean;
}

/** Something asynchronous that an owner asked for. The scheduler decides when it is done and how it goes wrong. */
export interface Operation<T = unknown> {
  readonly owner: Owner;
  /** The same in every run of a seed: no ids in it. */
  readonly label: string;
  /** Ways in which it can go wrong, by name. */
  readonly faults: readonly string[];
  /** Does it to its end; `fault` is one of `faults`, or null for well. */
  perform(fault: string | null): Promise<T>;
  readonly locking?: Locking;
  /** Whether locks may be free afterwards. */
  readonly freesLocks?: () => boolean;
  /** A word on the result for the history. */
  readonly describe?: (value: T) => string;
}

/** What is known of an operation that takes locks, given that it has begun and has not ended. */
export interface Locking {
  /** The number of its own connection. */
  readonly pid: number;
  /** Whom it waits for, by the number of their connection; empty when it does not wait. */
  blockers(): Promise<readonly number[]>;
  /** Undoes its beginning, so that it can be done anew. */
  takeBack(): Promise<void>;
}

export type Outcome =
  { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'error'; readonly error: unknown };

/** What the dice have in mind for an operation that is about to be done. */
export type Fate =
  | { readonly kind: 'well' }
  | { readonly kind: 'fault'; readonly fault: string }
  /** Its owner dies before it is done, or after, before it hears of that. */
  | { readonly kind: 'crash'; readonly when: 'before' | 'after' };

export interface Fates {
  of(operation: Operation): Fate;
}

/** A rule that does not hold. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly rule: string;

  constructor(rule: string, what: string) {
    super(`${rule}: ${what}`);
    this.rule = rule;
  }
}
