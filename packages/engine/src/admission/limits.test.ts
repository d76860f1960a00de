import { useRedisLimiter } from '@impresario/limits/testing';
import { planLimits } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import type { Admission } from '../engine.ts';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const countOf = (answers: readonly Admission[], kind: Admission['kind']) =>
  answers.filter((answer) => answer.kind === kind).length;

const shared = useRedisLimiter();

describe.each([
  ['PostgreSQL', () => undefined],
  ['Redis', () => shared.limiter],
])('the limits of a plan, counted in %s', (_, limiter) => {
  const stage = useTestEngine({ started: false, limiter });
  const finishAll = (userId: string) =>
    stage.test.db.pool
      .query('select id from tracks where user_id = $1 and due_at is not null', [userId])
      .then(({ rows }) =>
        Promise.all((rows as { id: string }[]).map(({ id }) => stage.test.engine.cancelTrack(userId, id))),
      );
  const quota = (answer: Admission, name: string) =>
    'quotas' in answer ? answer.quotas.find((state) => state.name === name) : undefined;

  it('[LIM-1] [I16] lets 10 of 40 parallel requests through a bucket of 10', async () => {
    const { test } = stage;
    const caller = newcomer('pro');
    const free = { ...caller, signup: { ...caller.signup, plan: 'pro' as const } };
    let passed = 0;
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all(Array.from({ length: 40 }, () => test.submit({}, free)));
      passed += countOf(answers, 'admitted');
      await finishAll(free.userId);
    }
    expect(passed).toBe(planLimits.pro.perMinute);
  });

  it('[LIM-1] [I16] lets what a plan allows through two processes at once, 32 requests in parallel', async () => {
    const { test } = stage;
    const caller = newcomer('pro');
    const engines = [test.engine, test.another().engine];
    let passed = 0;
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all(
        Array.from({ length: 32 }, (_, n) =>
          engines[n % 2]!.admit({ caller, body: { prompt: 'x' }, idempotencyKey: null }),
        ),
      );
      passed += countOf(answers, 'admitted');
      await finishAll(caller.userId);
    }
    expect(passed).toBe(planLimits.pro.perMinute);
  });

  it('[GEN-1] answers a replay when the limit is reached, and counts none', async () => {
    const { test } = stage;
    const caller = newcomer('free');
    const first = await test.submit({}, caller, 'the-key');
    for (let i = 0; i < 5; i += 1) {
      expect(await test.submit({}, caller, 'the-key')).toMatchObject({ kind: 'admitted', replayed: true });
    }
    await finishAll(caller.userId);
    for (let i = 0; i < 2; i += 1) {
      expect((await test.submit({}, caller)).kind).toBe('admitted');
      await finishAll(caller.userId);
    }
    expect(await test.submit({}, caller)).toMatchObject({ kind: 'limited', by: 'minute' });
    expect(await test.submit({}, caller, 'the-key')).toMatchObject({
      replayed: true,
      response: first.kind === 'admitted' && first.response,
    });
  });

  it('[LIM-1] follows the plan a user has today, and holds what was used on the plan before', async () => {
    const { test } = stage;
    const caller = newcomer('premium');
    const answer = async () => {
      const given = await test.submit({}, caller);
      await finishAll(caller.userId);
      return quota(given, 'minute');
    };
    expect(await answer()).toMatchObject({ limit: 30, remaining: 29 });
    await test.db.pool.query("update profiles set plan = 'free' where user_id = $1", [caller.userId]);
    expect(await answer()).toMatchObject({ limit: 3, remaining: 1 });
    await test.db.pool.query("update profiles set plan = 'pro' where user_id = $1", [caller.userId]);
    expect(await answer()).toMatchObject({ limit: 10, remaining: 5 });
  });

  it('[I16] holds the number at once under 40 parallel requests', async () => {
    const { test } = stage;
    const caller = newcomer('premium');
    const answers = await Promise.all(Array.from({ length: 40 }, () => test.submit({}, caller)));
    expect(countOf(answers, 'admitted')).toBe(planLimits.premium.concurrent);
    const refused = answers.find((answer) => answer.kind === 'limited');
    expect(refused).toMatchObject({ by: 'concurrent', retryAfterSeconds: 5 });
    expect(refused?.kind === 'limited' ? new Set(refused.activeTrackIds).size : 0).toBe(10);
  });

  it('[LIM-2] counts down, says when the next token comes, and a refused request takes none', async () => {
    const { test } = stage;
    const caller = newcomer('free');
    const one = await test.submit({}, caller);
    expect(quota(one, 'minute')).toEqual({ name: 'minute', limit: 3, remaining: 2, resetSeconds: 20 });
    expect(quota(one, 'day')).toEqual({ name: 'day', limit: 10, remaining: 9, resetSeconds: 12 * 3600 });
    expect(quota(one, 'concurrent')).toEqual({
      name: 'concurrent',
      limit: 1,
      remaining: 0,
      resetSeconds: null,
    });
    for (let i = 0; i < 5; i += 1) {
      const refused = await test.submit({}, caller);
      expect(refused).toMatchObject({ kind: 'limited', by: 'concurrent' });
      expect(quota(refused, 'minute')?.remaining).toBe(2);
      expect(quota(refused, 'day')?.remaining).toBe(9);
    }
    await finishAll(caller.userId);
    test.clock.advance(7_500);
    const two = await test.submit({}, caller);
    expect(quota(two, 'minute')).toMatchObject({ remaining: 1, resetSeconds: 13 });
  });

  it('[LIM-2] tells a refused request the second from which it would pass, not one earlier', async () => {
    const { test } = stage;
    const caller = newcomer('free');
    for (let i = 0; i < 3; i += 1) {
      expect((await test.submit({}, caller)).kind).toBe('admitted');
      await finishAll(caller.userId);
    }
    test.clock.advance(3_400);
    const refused = await test.submit({}, caller);
    expect(refused).toMatchObject({ kind: 'limited', by: 'minute', retryAfterSeconds: 17 });
    expect(quota(refused, 'minute')).toMatchObject({ remaining: 0, resetSeconds: 17 });
    if (refused.kind !== 'limited') throw new Error('not limited');
    expect(refused.resetAt).toEqual(new Date(test.clock.now().getTime() + 17_000));
    test.clock.advance(15_000);
    expect((await test.submit({}, caller)).kind).toBe('limited');
    test.clock.advance(2_000);
    expect((await test.submit({}, caller)).kind).toBe('admitted');
  });

  it('[LIM-2] shows a full bucket as full, with nothing to wait for', async () => {
    const { test } = stage;
    const caller = newcomer('free');
    await test.submit({}, caller);
    test.clock.advance(120_000);
    const refused = await test.submit({}, caller);
    expect(quota(refused, 'minute')).toEqual({ name: 'minute', limit: 3, remaining: 3, resetSeconds: 0 });
  });

  it('[LIM-1] counts a day from 00:00 UTC', async () => {
    const { test } = stage;
    const caller = newcomer('free', 100);
    const take = async () => {
      test.clock.advance(20_000);
      const answer = await test.submit({}, caller);
      await finishAll(caller.userId);
      return answer;
    };
    for (let i = 0; i < 10; i += 1) expect((await take()).kind).toBe('admitted');
    const refused = await take();
    expect(refused).toMatchObject({ kind: 'limited', by: 'day' });
    const midnight = new Date('2026-03-02T00:00:00Z').getTime();
    expect(refused.kind === 'limited' && refused.resetAt).toEqual(new Date(midnight));
    test.clock.advance(midnight - test.clock.now().getTime() - 21_000);
    expect((await take()).kind).toBe('limited');
    test.clock.advance(1_000);
    expect((await test.submit({}, caller)).kind).toBe('admitted');
  });

  it('[LIM-1] frees a place when a track is completed, cancelled or failed', async () => {
    const { test, upstream } = stage;
    await test.engine.start();
    const caller = newcomer('free', 100);
    const ask = async () => {
      test.clock.advance(20_000);
      return test.submit({}, caller);
    };
    const ends = ['completed', 'failed', 'cancelled'] as const;
    for (const end of ends) {
      if (end === 'failed') upstream.next('submit', { do: 'error', status: 422, code: 'moderated' });
      const admission = await ask();
      if (admission.kind !== 'admitted') throw new Error(admission.kind);
      if (end !== 'failed') expect((await ask()).kind).toBe('limited');
      if (end === 'cancelled') await test.engine.cancelTrack(caller.userId, admission.trackId);
      await test.until(admission.trackId, (track) => track.status === end);
    }
    expect((await ask()).kind).toBe('admitted');
  });
});

describe('the price of a request', () => {
  const stage = useTestEngine({ started: false });

  it('[CRE-3] admits exactly 10 of 32 at once on a balance of 10', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 10);
    const answers = await Promise.all(Array.from({ length: 32 }, () => test.submit({}, caller)));
    expect(countOf(answers, 'admitted')).toBe(10);
    expect((await test.engine.readCredits(caller)).creditsRemaining).toBe(0);
  });

  it('[CRE-3] says how much is there and how much is needed, and writes nothing', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 0.5);
    expect(await test.submit({}, caller)).toEqual({
      kind: 'insufficient-credits',
      balance: 0.5,
      required: 1,
    });
    expect((await test.db.pool.query('select 1 from tracks union all select 1 from events')).rowCount).toBe(
      0,
    );
  });
});
