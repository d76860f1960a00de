import { afterAll, beforeAll } from 'vitest';
import type { RateLimiter } from '../rate-limiter.ts';
import { openRedisLimiter } from '../redis/redis-limiter.ts';
import { quietLog, realTimer } from './real-timer.ts';
import { startRedis, type RedisServer } from './start-redis.ts';

/** A Redis of its own for a test file. */
export function useRedis(): { readonly redis: RedisServer } {
  const stage = {} as { redis: RedisServer };
  beforeAll(async () => {
    stage.redis = await startRedis();
  });
  afterAll(() => stage.redis?.close());
  return stage;
}

/** The same with a limiter over it, so patient that a busy machine does not look like a lost Redis. */
export function useRedisLimiter(): { readonly redis: RedisServer; readonly limiter: RateLimiter } {
  const stage = useRedis() as { redis: RedisServer; limiter: RateLimiter };
  beforeAll(async () => {
    const { url } = stage.redis;
    stage.limiter = await openRedisLimiter({ url, log: quietLog, timer: realTimer, timeoutMs: 10_000 });
  });
  afterAll(() => stage.limiter?.close());
  return stage;
}
