export { openRedisLimiter, type RedisLimiterOptions } from './redis-limiter.ts';
