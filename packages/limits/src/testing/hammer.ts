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

async function hammer({ atMs, takes, perMinute }: Hammering): Promise<number> {
  const now = new Date(atMs);
  const bucket = { endpoint: 'generate', userId: 'everybody' };
  const tokens = await Promise.all(Array.from({ length: takes }, () => limiter.take(bucket, perMinute, now)));
  return tokens.filter(({ fullAtUs }) => isWithin(fullAtUs, perMinute, inUs(now))).length;
}

process.on('message', (asked: Hammering) => void hammer(asked).then((passed) => process.send!(passed)));
process.on('disconnect', () => void limiter.close());
process.send!('ready');
