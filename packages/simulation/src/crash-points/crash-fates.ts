import type { Fate, Fates, Operation } from '../scheduler/operation.ts';

/** Where one process is killed: at which of its operations, and on which side of it. */
export interface CrashPoint {
  /** Counted from 1, over all operations of our processes. */
  readonly at: number;
  readonly when: 'before' | 'after';
}

/** Counts what our processes do, and ends one of them at one point. */
export interface CrashFates extends Fates {
  /** Labels in order; of operations after which the world outside is another, with a mark. */
  readonly done: readonly { readonly label: string; readonly hasEffect: boolean }[];
}

/** Beyond these nothing is left of an operation once its process is dead: what was read is forgotten, what was written in a transaction is rolled back. */
const effects =
  /^(commit|sql (admit_track|take_due_tracks|renew_leases|store_callback)\b.*|\w+ (submit|cancel|render)|blob (keep|delete))$/;

export function createCrashFates(point: CrashPoint | null): CrashFates {
  const done: { label: string; hasEffect: boolean }[] = [];
  return {
    done,
    of({ owner, label }: Operation): Fate {
      if (owner.name === 'post') return { kind: 'well' };
      done.push({ label, hasEffect: effects.test(label) });
      return point?.at === done.length ? { kind: 'crash', when: point.when } : { kind: 'well' };
    },
  };
}
