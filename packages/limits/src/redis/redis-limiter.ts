import { inUs, isWithin } from '../bucket.ts';
import { createLocalBuckets } from '../local-buckets.ts';
import type { BucketName, RateLimiter, Token } from '../rate-limiter.ts';
import { connectRedis } from './connect-redis.ts';
import { inTime, type Timer } from './in-time.ts';
import { createRedisBuckets } from './redis-buckets.ts';

export interface RedisLimiterOptions {
  readonly url: string;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  /** Real time, also where requests carry another. */
  readonly timer: Timer;
  /** The longest a request waits for Redis. */
  readonly timeoutMs?: number;
}

const usualTimeoutMs = 100;

const localCountMax = 100_000;
const healthBucket: BucketName = { endpoint: 'health', userId: 'check' };

/** Each of several processes counts alone while Redis is lost, so each lets only this part of the limit through. */
const localShare = (perMinute: number) => Math.max(1, Math.floor(perMinute / 4));

/**
 * Counts in Redis, exactly over all processes. While Redis is lost this process counts alone and lets a quarter through
 * (LIM-1); one request at a time still tries, so that it ends by itself. Resolves connected, or after a second without.
 */
export async function openRedisLimiter(options: RedisLimiterOptions): Promise<RateLimiter> {
  const { url, log, timer, timeoutMs = usualTimeoutMs } = options;
  const redis = connectRedis(url);
  const shared = createRedisBuckets(redis);
  const local = createLocalBuckets(localCountMax);
  let isLost = false;
  let isTrying = false;

  // Only the message: an error of Redis may hold the command it is about, and that the password.
  function lose(reason: unknown): void {
    if (isLost) return;
    isLost = true;
    const why = reason instanceof Error ? reason.message : String(reason);
    log.warn({ why }, 'Redis is lost: until it is back this process counts alone, with a quarter of each limit.');
  }

  function find(): void {
    if (!isLost) return;
    isLost = false;
    log.info({}, 'Redis is back: limits are counted over all processes again.');
  }

  /** null when Redis is lost. */
  async function inRedis<T>(work: () => Promise<T>): Promise<T | null> {
    if (isLost && isTrying) return null;
    isTrying = true;
    try {
      const result = await inTime(work(), timeoutMs, timer);
      find();
      return result;
    } catch (error) {
      lose(error);
      return null;
    } finally {
      isTrying = false;
    }
  }

  function takeHere({ endpoint, userId }: BucketName, perMinute: number, now: Date): Token {
    const name = `${endpoint}:${userId}`;
    const share = localShare(perMinute);
    const { isTaken, fullAtUs } = local.take(name, share, now);
    const giveBack = async () => {
      if (isTaken) local.giveBack(name, share);
    };
    return { perMinute: share, fullAtUs, giveBack };
  }

  redis.on('error', lose);
  const onClose = () => lose('the connection was closed');
  redis.on('close', onClose);
  await redis.connect().catch(lose);

  return {
    async take(bucket, perMinute, now) {
      const fullAtUs = await inRedis(() => shared.take(bucket, perMinute, now));
      if (fullAtUs === null) return takeHere(bucket, perMinute, now);
      const giveBack = async () => {
        if (isWithin(fullAtUs, perMinute, inUs(now))) await inRedis(() => shared.giveBack(bucket, perMinute));
      };
      return { perMinute, fullAtUs, giveBack };
    },
    // A ping would not notice a Redis that answers and cannot write.
    health: async (now) =>
      (await inRedis(() => shared.take(healthBucket, 1_000_000, now))) === null ? 'degraded' : 'ok',
    async close() {
      redis.off('close', onClose);
      redis.disconnect();
    },
  };
}
