import type { Patience } from './patience.ts';

export interface LimiterLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Whether Redis is there, as those find out who need it. */
export interface Presence {
  /** What `work` brings; null when Redis is lost. */
  whileThere<T>(work: () => Promise<T>): Promise<T | null>;
  lose(reason: unknown): void;
}

/** While Redis is lost one caller at a time tries whether it is back, so that a hanging one delays nobody else. */
export function createPresence(log: LimiterLog, inTime: Patience): Presence {
  let isLost = false;
  let isTrying = false;

  // Only the message: an error of Redis may hold the command it is about, and that the password.
  function lose(reason: unknown): void {
    if (isLost) return;
    isLost = true;
    const why = reason instanceof Error ? reason.message : String(reason);
    log.warn(
      { why },
      'Redis is lost: until it is back this process counts alone, with a quarter of each limit.',
    );
  }

  function find(): void {
    if (!isLost) return;
    isLost = false;
    log.info({}, 'Redis is back: limits are counted over all processes again.');
  }

  return {
    lose,
    async whileThere(work) {
      if (isLost && isTrying) return null;
      isTrying = true;
      try {
        const result = await inTime(work());
        find();
        return result;
      } catch (error) {
        lose(error);
        return null;
      } finally {
        isTrying = false;
      }
    },
  };
}
