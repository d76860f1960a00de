// A process that takes as fast as it can from one bucket of one Redis, at times it is told, and says how often it got one.
import { inUs, isWithin } from '../bucket.ts';
import { openRedisLimiter } from '../redis/redis-limiter.ts';
import { quietLog, realTimer } from './real-timer.ts';

export interface Hammering {
  readonly atMs: number;
  readonly takes: number;
  readonly perMinute: number;
}

const limiter = await openRedisLimiter({
  url: process.argv[2]!,
  log: quietLog,
  timer: realTimer,
  timeoutMs: 10_000,
});

process.on('message', async ({ atMs, takes, perMinute }: Hammering) => {
  const now = new Date(atMs);
  const bucket = { endpoint: 'generate', userId: 'everybody' };
  const tokens = await Promise.all(Array.from({ length: takes }, () => limiter.take(bucket, perMinute, now)));
  process.send!(tokens.filter(({ fullAtUs }) => isWithin(fullAtUs, perMinute, inUs(now))).length);
});
process.on('disconnect', () => limiter.close());
process.send!('ready');
