import { Command, type Redis } from 'ioredis';
import { inUs, spanUs, tokenUs, type FullAtUs } from '../bucket.ts';
import type { BucketName } from '../rate-limiter.ts';
import { bucketScript, bucketScriptHash } from './bucket-script.ts';

/** Buckets that all processes share. Whatever Redis cannot do rejects. */
export interface RedisBuckets {
  /** When the bucket is full again after a token; it was taken if that is within the span. */
  take(bucket: BucketName, perMinute: number, now: Date): Promise<FullAtUs>;
  giveBack(bucket: BucketName, perMinute: number): Promise<void>;
  /** When it is full again, nothing taken. */
  look(bucket: BucketName, now: Date): Promise<FullAtUs>;
}

export function createRedisBuckets(redis: Redis): RedisBuckets {
  let underWay = 0;
  let hadCompany = false;

  /** Commands of one moment go out together, which is twice as many a second at 64; a lone one is quicker by itself. */
  async function evalsha(...args: [hash: string, keyCount: number, key: string, ...numbers: number[]]) {
    const isAlone = underWay === 0 && !hadCompany;
    hadCompany = underWay > 0;
    underWay += 1;
    try {
      const reply = isAlone
        ? redis.sendCommand(new Command('evalsha', args, { replyEncoding: 'utf8' }))
        : redis.evalsha(...args);
      return (await reply) as number;
    } finally {
      underWay -= 1;
    }
  }

  async function run(bucket: BucketName, step: number, now: number, span: number) {
    const key = keyOf(bucket);
    try {
      return await evalsha(bucketScriptHash, 1, key, step, now, span);
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
    look: async (bucket, now) => Math.max(inUs(now), Number((await redis.get(keyOf(bucket))) ?? 0)),
  };
}

function keyOf({ endpoint, userId }: BucketName): string {
  return `impresario:bucket:${endpoint}:${userId}`;
}

/** The first word of an error that Redis replies is its code. */
function isReply(error: unknown, code: string): boolean {
  return error instanceof Error && error.message.startsWith(`${code} `);
}
