import { inUs, isWithin } from '../bucket.ts';
import { createLocalBuckets } from '../local-buckets.ts';
import type { BucketName, RateLimiter, Token } from '../rate-limiter.ts';
import { connectRedis } from './connect-redis.ts';
import { createPatience, type Timer } from './patience.ts';
import { createPresence, type LimiterLog } from './presence.ts';
import { createRedisBuckets } from './redis-buckets.ts';

export interface RedisLimiterOptions {
  readonly url: string;
  readonly log: LimiterLog;
  /** Real time, also where requests carry another. */
  readonly timer: Timer;
  /** The longest a request waits for Redis. */
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 100;
const healthBucket: BucketName = { endpoint: 'health', userId: 'check' };

/**
 * Counts in Redis, exactly over all processes. While Redis is lost this process counts alone and lets a quarter through
 * (LIM-1). Resolves connected, or after a second without.
 */
export async function openRedisLimiter(options: RedisLimiterOptions): Promise<RateLimiter> {
  const { url, log, timer, timeoutMs = usualTimeoutMs } = options;
  const redis = connectRedis(url);
  const shared = createRedisBuckets(redis);
  const alone = countAlone();
  const { whileThere, lose } = createPresence(log, createPatience(timeoutMs, timer));
  const onClose = () => lose('the connection was closed');
  redis.on('error', lose);
  redis.on('close', onClose);
  await redis.connect().catch(lose);

  return {
    async take(bucket, perMinute, now) {
      const fullAtUs = await whileThere(() => shared.take(bucket, perMinute, now));
      if (fullAtUs === null) return alone.take(bucket, perMinute, now);
      const giveBack = async () => {
        if (!isWithin(fullAtUs, perMinute, inUs(now))) return;
        await whileThere(() => shared.giveBack(bucket, perMinute));
      };
      return { perMinute, fullAtUs, giveBack };
    },
    async look(bucket, perMinute, now) {
      const fullAtUs = await whileThere(() => shared.look(bucket, now));
      return fullAtUs === null ? alone.look(bucket, perMinute, now) : { perMinute, fullAtUs };
    },
    // A ping would not notice a Redis that answers and cannot write.
    health: async (now) =>
      (await whileThere(() => shared.take(healthBucket, 1_000_000, now))) === null ? 'degraded' : 'ok',
    async close() {
      redis.off('close', onClose);
      redis.disconnect();
    },
  };
}

const localCountMax = 100_000;

/** Each of several processes counts alone while Redis is lost, so each lets only this part of a limit through. */
const localShare = (perMinute: number) => Math.max(1, Math.floor(perMinute / 4));

function countAlone() {
  const buckets = createLocalBuckets(localCountMax);
  const nameOf = ({ endpoint, userId }: BucketName) => `${endpoint}:${userId}`;
  return {
    take(bucket: BucketName, asked: number, now: Date): Token {
      const name = nameOf(bucket);
      const perMinute = localShare(asked);
      const { isTaken, fullAtUs } = buckets.take(name, perMinute, now);
      const giveBack = async () => {
        if (isTaken) buckets.giveBack(name, perMinute);
      };
      return { perMinute, fullAtUs, giveBack };
    },
    look: (bucket: BucketName, asked: number, now: Date) => ({
      perMinute: localShare(asked),
      fullAtUs: buckets.look(nameOf(bucket), now),
    }),
  };
}
