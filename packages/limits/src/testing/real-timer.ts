import type { RedisLimiterOptions } from '../redis/redis-limiter.ts';

/** Redis runs in real time, whatever clock a test moves. */
export const realTimer: RedisLimiterOptions['timer'] = {
  schedule(run, delayMs) {
    const timeout = setTimeout(run, delayMs);
    return () => clearTimeout(timeout);
  },
};

export const quietLog: RedisLimiterOptions['log'] = { info() {}, warn() {} };
