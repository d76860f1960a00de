import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inUs, isWithin, stateOf } from './bucket.ts';
import { createLocalBuckets } from './local-buckets.ts';
import { createIdealBucket } from './testing/ideal-bucket.ts';
import { useRedisLimiter } from './testing/use-redis.ts';
import type { RateLimiter, Token } from './rate-limiter.ts';

const start = Date.parse('2026-03-01T12:00:00.000Z');
const stage = useRedisLimiter();
let runs = 0;

/** The buckets of one process behind the interface that Redis has. */
function localLimiter(): RateLimiter {
  const buckets = createLocalBuckets(100);
  return {
    async take({ endpoint, userId }, perMinute, now) {
      const name = `${endpoint}:${userId}`;
      const { isTaken, fullAtUs } = buckets.take(name, perMinute, now);
      const giveBack = async () => void (isTaken && buckets.giveBack(name, perMinute));
      return { perMinute, fullAtUs, giveBack };
    },
    look: async ({ endpoint, userId }, perMinute, now) => ({
      perMinute,
      fullAtUs: buckets.look(`${endpoint}:${userId}`, now),
    }),
    health: async () => 'ok',
    close: async () => {},
  };
}

type Step =
  | { readonly do: 'take'; readonly user: number; readonly behindMs: number }
  | { readonly do: 'give-back'; readonly user: number }
  | { readonly do: 'wait'; readonly ms: number };

const user = fc.integer({ min: 0, max: 2 });
const wait = fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 20_000 }) });
const take = (behindMs: fc.Arbitrary<number>) =>
  fc.record({ do: fc.constant('take' as const), user, behindMs });
const giveBack = fc.record({ do: fc.constant('give-back' as const), user });
const story = (...steps: fc.Arbitrary<Step>[]) =>
  fc.record({
    perMinute: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(30, 77, 600)),
    steps: fc.array(fc.oneof(...steps), { minLength: 10, maxLength: 60 }),
  });

/** Plays a story on a limiter and on ideal buckets: every answer and every count is the same. */
async function expectIdeal(limiter: RateLimiter, perMinute: number, steps: readonly Step[]): Promise<void> {
  runs += 1;
  const users = [0, 1, 2].map((n) => ({
    name: { endpoint: 'test', userId: `run-${runs}-user-${n}` },
    ideal: createIdealBucket(perMinute),
    taken: [] as Token[],
  }));
  let nowMs = start;
  for (const step of steps) {
    if (step.do === 'wait') {
      nowMs += step.ms;
      continue;
    }
    const { name, ideal, taken } = users[step.user]!;
    if (step.do === 'give-back') {
      const token = taken.shift();
      if (token) ideal.giveBack();
      await token?.giveBack();
      continue;
    }
    const now = new Date(nowMs - step.behindMs);
    const isThere = ideal.take(now);
    const token = await limiter.take(name, perMinute, now);
    expect(isWithin(token.fullAtUs, perMinute, inUs(now))).toBe(isThere);
    if (isThere) {
      taken.push(token);
      const seen = await limiter.look(name, perMinute, now);
      expect(stateOf(seen.fullAtUs, perMinute, inUs(now)).remaining).toBe(ideal.remaining(now));
      expect(stateOf(token.fullAtUs, perMinute, inUs(now)).remaining).toBe(ideal.remaining(now));
    }
  }
}

describe.each([
  ['in Redis', () => stage.limiter],
  ['of one process', localLimiter],
] as const)('buckets %s', (_, limiter) => {
  it('[LIM-1] [LIM-2] are ideal token buckets for any takes, give-backs and times', async () => {
    const steps = story(take(fc.constant(0)), take(fc.constant(0)), giveBack, wait);
    await fc.assert(
      fc.asyncProperty(steps, (told) => expectIdeal(limiter(), told.perMinute, told.steps)),
      { numRuns: 60 },
    );
  });

  it('[LIM-1] give nothing to a process whose clock is behind', async () => {
    const steps = story(take(fc.integer({ min: 0, max: 30_000 })), take(fc.constant(0)), wait);
    await fc.assert(
      fc.asyncProperty(steps, (told) => expectIdeal(limiter(), told.perMinute, told.steps)),
      { numRuns: 60 },
    );
  });
});
