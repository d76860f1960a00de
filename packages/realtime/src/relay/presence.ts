import type { Log } from '../ports.ts';

/** Says once that word from other processes does not come, and once that it comes again. */
export interface Presence {
  lose(why: unknown): void;
  find(): void;
  readonly isLost: boolean;
}

export function createPresence(log: Log, by: string): Presence {
  let isLost = false;
  return {
    get isLost() {
      return isLost;
    },
    // Only the message: an error of a connection may hold its address, and that a password.
    lose(reason) {
      if (isLost) return;
      isLost = true;
      const why = reason instanceof Error ? reason.message : String(reason);
      log.warn(
        { why },
        `${by} is lost: what other processes commit is told within a second instead of at once.`,
      );
    },
    find() {
      if (!isLost) return;
      isLost = false;
      log.info({}, `${by} is back: what other processes commit is told at once again.`);
    },
  };
}
