import type { BucketName, RateLimiter, Token } from '@impresario/limits';
import type { BookOutcome } from './admissions.ts';

/** A token that was counted outside PostgreSQL, as `admit_track` is told of it. */
export interface CountedToken {
  readonly askedPerMinute: number;
  readonly perMinute: number;
  readonly fullAtUs: number;
}

/** The user's plan has another limit than the token was counted with. */
export interface OtherLimit {
  readonly outcome: 'other-limit';
  readonly perMinute: number;
}

/** Has requests counted where they are counted: in the limiter, or by `admit_track` itself. */
export interface Counter {
  /** Gives `decide` a token, or null where it counts itself. A refused request gets its token back (LIM-2). */
  count(
    request: { readonly bucket: BucketName; readonly likelyPerMinute: number; readonly now: Date },
    decide: (token: CountedToken | null) => Promise<BookOutcome | OtherLimit>,
  ): Promise<BookOutcome>;
  /** The bucket as it stands where it is counted; null where that is PostgreSQL. */
  look(bucket: BucketName, perMinute: number, now: Date): Promise<Omit<Token, 'giveBack'> | null>;
}

const knownMax = 10_000;

export function createCounter(limiter: RateLimiter | undefined): Counter {
  // Which plan a user has is known to PostgreSQL alone. Asking first would be a round trip more, so the limit is guessed
  // and a wrong guess is remembered.
  const known = new Map<string, number>();

  function remember({ endpoint, userId }: BucketName, perMinute: number): void {
    if (known.size >= knownMax) known.clear();
    known.set(`${endpoint}:${userId}`, perMinute);
  }

  return {
    look: async (bucket, perMinute, now) => (limiter ? limiter.look(bucket, perMinute, now) : null),
    async count({ bucket, likelyPerMinute, now }, decide) {
      if (!limiter) return sure(await decide(null));
      for (;;) {
        const askedPerMinute = known.get(`${bucket.endpoint}:${bucket.userId}`) ?? likelyPerMinute;
        const { perMinute, fullAtUs, giveBack } = await limiter.take(bucket, askedPerMinute, now);
        // When this throws, nobody knows whether the request was admitted; the token stays taken.
        const decided = await decide({ askedPerMinute, perMinute, fullAtUs });
        if (decided.outcome !== 'admitted') await giveBack();
        if (decided.outcome !== 'other-limit') return decided;
        remember(bucket, decided.perMinute);
      }
    },
  };
}

/** Who counts itself knows the limit it counts with. */
function sure(decided: BookOutcome | OtherLimit): BookOutcome {
  if (decided.outcome === 'other-limit') throw new Error('PostgreSQL names another limit than its own');
  return decided;
}
