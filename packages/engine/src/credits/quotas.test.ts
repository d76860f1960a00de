import { useRedisLimiter } from '@impresario/limits/testing';
import type { Credits } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../ports.ts';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const shared = useRedisLimiter();

describe.each([
  ['PostgreSQL', () => undefined],
  ['Redis', () => shared.limiter],
])('the quotas of a user, counted in %s', (_, limiter) => {
  const stage = useTestEngine({ started: false, limiter, startAt: new Date('2026-03-01T23:59:00Z') });
  const quotasOf = async (caller: Caller): Promise<Credits['quotas']> =>
    (await stage.test.engine.readCredits(caller)).quotas;

  it('[LIM-2] are whole for a newcomer, and asking about them takes nothing', async () => {
    const caller = newcomer('free', 5);
    await quotasOf(caller);
    expect(await quotasOf(caller)).toEqual({
      perMinute: { limit: 3, used: 0, remaining: 3, resetAt: null },
      perDay: { limit: 10, used: 0, remaining: 10, resetAt: null },
      concurrent: { limit: 1, used: 0, remaining: 1, resetAt: null },
    });
  });

  it('[LIM-1] [LIM-2] are what the reply to the last request said, until time brings something back', async () => {
    const { test } = stage;
    const caller = newcomer('pro', 20);
    await test.admit({}, caller);
    const admission = await test.submit({}, caller);
    if (admission.kind !== 'admitted') throw new Error(admission.kind);
    const quotas = await quotasOf(caller);
    const shown = [quotas.perMinute, quotas.perDay, quotas.concurrent];
    expect(shown.map(({ limit, remaining }) => [limit, remaining])).toEqual(
      admission.quotas.map(({ limit, remaining }) => [limit, remaining]),
    );
    expect(quotas.perMinute).toMatchObject({ used: 2, resetAt: '2026-03-01T23:59:06.000Z' });
    expect(quotas.perDay).toMatchObject({ used: 2, resetAt: '2026-03-02T00:00:00.000Z' });
    test.clock.advance(6_000);
    expect((await quotasOf(caller)).perMinute).toMatchObject({ used: 1, remaining: 9 });
    test.clock.advance(60_000);
    expect(await quotasOf(caller)).toMatchObject({
      perMinute: { used: 0, resetAt: null },
      perDay: { used: 0, resetAt: null },
      // They are still under way.
      concurrent: { used: 2, remaining: 1 },
    });
  });

  it('know no end of an unlimited plan, and no less than nothing of one that was taken away', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 20);
    await test.admit({}, caller);
    await test.admit({}, caller);
    expect((await quotasOf(caller)).perDay).toMatchObject({ limit: null, used: 2, remaining: null });
    await test.db.pool.query("update profiles set plan = 'free' where user_id = $1", [caller.userId]);
    expect((await quotasOf(caller)).concurrent).toMatchObject({ limit: 1, used: 2, remaining: 0 });
  });
});
