/** A real Redis for tests and campaigns. */
export { startRedis, type RedisServer } from './start-redis.ts';
export { useRedis } from './use-redis.ts';
