import type { Redis } from 'ioredis';
import { inUs, spanUs, tokenUs, type FullAtUs } from '../bucket.ts';
import type { BucketName } from '../rate-limiter.ts';
import { bucketScript, bucketScriptHash } from './bucket-script.ts';

/** Buckets that all processes share. Whatever Redis cannot do rejects. */
export interface RedisBuckets {
  /** When the bucket is full again after a token; it was taken if that is within the span. */
  take(bucket: BucketName, perMinute: number, now: Date): Promise<FullAtUs>;
  giveBack(bucket: BucketName, perMinute: number): Promise<void>;
}

export function createRedisBuckets(redis: Redis): RedisBuckets {
  async function run({ endpoint, userId }: BucketName, step: number, now: number, span: number) {
    const key = `impresario:bucket:${endpoint}:${userId}`;
    try {
      return (await redis.evalsha(bucketScriptHash, 1, key, step, now, span)) as number;
    } catch (error) {
      // A Redis that was restarted or flushed has forgotten the script; with its text it learns it again.
      if (!isReply(error, 'NOSCRIPT')) throw error;
      return (await redis.eval(bucketScript, 1, key, step, now, span)) as number;
    }
  }

  return {
    take: (bucket, perMinute, now) => run(bucket, tokenUs(perMinute), inUs(now), spanUs(perMinute)),
    async giveBack(bucket, perMinute) {
      await run(bucket, -tokenUs(perMinute), 0, 0);
    },
  };
}

/** The first word of an error that Redis replies is its code. */
function isReply(error: unknown, code: string): boolean {
  return error instanceof Error && error.message.startsWith(`${code} `);
}
