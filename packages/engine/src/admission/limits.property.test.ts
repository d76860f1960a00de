import { createIdealBucket, useRedisLimiter } from '@impresario/limits/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { testSettings } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

/** Seven a minute, so that a token is no whole number of anything. */
const perMinute = 7;
const premium = { perMinute, perDay: null, concurrent: 1000 };
const settings = { plans: { ...testSettings.plans, premium } };
const shared = useRedisLimiter();

const step = fc.oneof(
  fc.record({ do: fc.constantFrom('ask' as const, 'ask' as const, 'ask in vain' as const), user: fc.nat(1) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 15_000 }) }),
);

describe.each([
  ['PostgreSQL', () => undefined],
  ['Redis', () => shared.limiter],
])('admission counted in %s', (_, limiter) => {
  const stage = useTestEngine({ started: false, limiter, settings });

  it('[LIM-1] [LIM-2] is an ideal token bucket for each user, whatever is asked when', async () => {
    const { test } = stage;
    const steps = fc.array(step, { minLength: 10, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const users = [0, 1].map(() => ({ caller: newcomer(), ideal: createIdealBucket(perMinute) }));
        // An id that is taken is refused after the token was there: it must not be missing afterwards.
        const taken = await test.admit({}, newcomer());
        for (const told of story) {
          if (told.do === 'wait') {
            test.clock.advance(told.ms);
            continue;
          }
          const { caller, ideal } = users[told.user]!;
          const now = test.clock.now();
          const isThere = ideal.remaining(now) > 0;
          const inVain = told.do === 'ask in vain';
          const answer = await test.submit(inVain ? { trackId: taken } : {}, caller);
          const expected = !isThere ? 'limited' : inVain ? 'track-id-taken' : 'admitted';
          expect(answer.kind).toBe(expected);
          if (expected === 'admitted') ideal.take(now);
          const minute = 'quotas' in answer && answer.quotas.find(({ name }) => name === 'minute');
          if (minute) expect(minute.remaining).toBe(ideal.remaining(now));
        }
      }),
      { numRuns: 10 },
    );
    // Nobody works on these tracks, and after so much time they would count as stuck.
    await test.db.pool.query(
      'delete from events; delete from tracks; delete from credit_transactions; delete from rate_buckets; delete from profiles',
    );
  });
});
