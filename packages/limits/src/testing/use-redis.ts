import { afterAll, beforeAll } from 'vitest';
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
