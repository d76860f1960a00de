/** A real Redis for tests and campaigns, and what limits are held against. */
export { createIdealBucket } from './ideal-bucket.ts';
export { quietLog, realTimer } from './real-timer.ts';
export { startRedis, type RedisServer } from './start-redis.ts';
export { useRedis, useRedisLimiter } from './use-redis.ts';
