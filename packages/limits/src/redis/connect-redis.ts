import { Redis } from 'ioredis';

/**
 * A connection that fails at once instead of queueing, and never sends a command twice: a take that was sent and not answered
 * may have been done. It comes back by itself, within a second of Redis.
 */
export function connectRedis(url: string): Redis {
  return new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    enableAutoPipelining: true,
    connectTimeout: 1_000,
    // A connection on which nothing is answered any more is given up, so that unanswered commands do not pile up.
    socketTimeout: 2_000,
    retryStrategy: (attempts) => Math.min(1_000, attempts * 50),
  });
}
