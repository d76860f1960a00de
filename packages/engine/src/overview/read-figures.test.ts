import type { SubmitOutcome } from '@impresario/provider';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { emptyEverything } from '../testing/empty-everything.ts';
import { createPuppetProvider, song as finishedSong } from '../testing/puppet-provider.ts';
import { failure } from '../testing/track-states.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const now = new Date('2026-03-02T14:20:00Z');
const puppet = createPuppetProvider();
const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);

describe('the figures', () => {
  const stage = useTestEngine({
    started: false,
    startAt: now,
    settings: { defaultProvider: 'puppet' },
    providers: () => [puppet.provider],
  });
  const query = (text: string, values: unknown[] = []) => stage.test.db.pool.query(text, values);
  // Songs of these tests have no files, which no song of the engine's own lacks.
  afterEach(() => query(emptyEverything));
  const rollUp = (at = stage.test.clock.now()) => query('select roll_up_figures($1)', [at]);
  const read = (period: '24h' | '7d' | '30d' = '24h') => stage.test.engine.readFigures(period);

  /** A song that was asked for and ended at these times. */
  async function song(createdAt: string, endedAt: string, status = 'completed', code = 'PROVIDER_ERROR') {
    await query(
      `insert into profiles (user_id, plan, credits_remaining, credits_used_today, credits_used_on, created_at, updated_at)
       values ('seed', 'pro', 0, 0, '2026-01-01', '2026-01-01', '2026-01-01') on conflict do nothing`,
    );
    await query(
      `insert into tracks (id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings, price,
         status, revision, error, queue_deadline_at, deadline_at, created_at, updated_at, completed_at)
       select uuid_v7($1), 'seed', '', '', 'puppet', '', '{}', '{}', '{}', '[]', 0, $3, 2,
         case when $3 <> 'completed' then jsonb_build_object('code', $4::text) end, $1, $1, $1, $2, $2`,
      [createdAt, endedAt, status, code],
    );
  }

  it('are zeros on the first day, one for every hour or day', async () => {
    const { points, total, providers, ...frame } = await read();
    expect(frame).toMatchObject({
      grain: 'hour',
      from: '2026-03-01T15:00:00.000Z',
      to: '2026-03-02T15:00:00.000Z',
    });
    expect(points).toHaveLength(24);
    expect(points.at(-1)).toMatchObject({ at: '2026-03-02T14:00:00.000Z', admitted: 0, successRate: null });
    expect(total.latencySeconds).toEqual({ p50: null, p95: null });
    expect(providers.map(({ provider, points: own }) => [provider, own.length])).toEqual([['puppet', 24]]);
    for (const [period, from, days] of [
      ['7d', '2026-02-24T00:00:00.000Z', 7],
      ['30d', '2026-02-01T00:00:00.000Z', 30],
    ] as const) {
      const figures = await read(period);
      expect([figures.from, figures.to, figures.points.length]).toEqual([
        from,
        '2026-03-03T00:00:00.000Z',
        days,
      ]);
    }
  });

  it('stand in the hour and the day (UTC) in which each thing happened', async () => {
    await song('2026-03-02T11:59:59.999999Z', '2026-03-02T12:00:00Z');
    await song('2026-03-02T12:00:00Z', '2026-03-02T12:59:59.999999Z', 'failed', 'MODERATED');
    await song('2026-03-01T23:59:59.999999Z', '2026-03-02T00:00:00Z', 'cancelled');
    // The last of the time before, and the first of this.
    await song('2026-03-01T14:00:00Z', '2026-03-01T14:59:59.999999Z');
    await song('2026-03-01T15:00:00Z', '2026-03-01T15:00:00Z');
    const expected = {
      '2026-03-01T15': [1, 1, 0, 0],
      '2026-03-01T23': [1, 0, 0, 0],
      '2026-03-02T00': [0, 0, 0, 1],
      '2026-03-02T11': [1, 0, 0, 0],
      '2026-03-02T12': [1, 1, 1, 0],
    };
    const byHour = async () =>
      Object.fromEntries(
        (await read()).points.flatMap(({ at, admitted, completed, failed, cancelled }) => {
          const counts = [admitted, completed, failed['MODERATED'] ?? 0, cancelled];
          return counts.some(Boolean) ? [[at.slice(0, 13), counts]] : [];
        }),
      );
    expect(await byHour()).toEqual(expected);
    expect((await read()).before).toMatchObject({ admitted: 1, completed: 1 });
    const byDay = async () => {
      const { points } = await read('7d');
      return points.map(({ admitted, completed }) => [admitted, completed]).slice(-2);
    };
    const days = [
      [3, 2],
      [2, 1],
    ];
    expect(await byDay()).toEqual(days);
    await rollUp();
    expect([await byHour(), await byDay()]).toEqual([expected, days]);
  });

  it('are the same however often and whenever they are added up', async () => {
    const minute = fc.integer({ min: 0, max: 40 * 60 });
    const songs = fc.array(fc.tuple(minute, minute), { maxLength: 12 });
    const at = (minutesAgo: number) => new Date(now.getTime() - minutesAgo * 60_000).toISOString();
    await fc.assert(
      fc.asyncProperty(songs, fc.array(minute, { maxLength: 4 }), async (spans, moments) => {
        await query('delete from figures; delete from figures_until; delete from tracks');
        for (const [one, other] of spans) await song(at(Math.max(one, other)), at(Math.min(one, other)));
        const counted = [await read(), await read('7d'), (await stage.test.engine.readOverview()).tracks];
        for (const moment of moments) await rollUp(new Date(at(moment)));
        const added = [await read(), await read('7d'), (await stage.test.engine.readOverview()).tracks];
        expect(added).toEqual(counted);
      }),
      { numRuns: 12 },
    );
  });

  it('count what two processes add up at once only once, and nothing that may still be written', async () => {
    await song('2026-03-02T14:00:00Z', '2026-03-02T14:01:00Z');
    await song('2026-03-02T14:16:00Z', '2026-03-02T14:17:00Z');
    const first = await stage.test.db.pool.connect();
    await first.query('begin');
    await first.query('select roll_up_figures($1)', [now]);
    const second = rollUp();
    await first.query('commit');
    first.release();
    await second;
    const { rows } = await query("select amount from figures where grain = 'ever' and name = 'completed'");
    expect(rows).toEqual([{ amount: 1 }]);
    expect((await read()).total.completed).toBe(2);
  });

  it('tell what real songs took, cost and came to, and nothing of work beside them', async () => {
    const { test } = stage;
    const outcomes: SubmitOutcome[] = [
      finishedSong(),
      { kind: 'failed', failure: failure('moderated', { sideEffect: 'none', retryable: false }) },
    ];
    await test.engine.start();
    const caller = newcomer('premium', 10);
    for (const outcome of outcomes) {
      const id = await test.admit({}, caller);
      await test.pass(4_000);
      puppet.calls.at(-1)!.answer(outcome);
      await test.until(id, ended);
    }
    const cancelled = await test.admit({}, caller);
    await test.engine.cancelTrack(caller.userId, cancelled);
    await test.settle();
    const { total, providers } = await read();
    expect(total).toMatchObject({
      admitted: 3,
      completed: 1,
      failed: { MODERATED: 1 },
      cancelled: 1,
      successRate: 1,
      creditsCharged: 3,
      creditsRefunded: 2,
      newUsers: 1,
    });
    expect(total.latencySeconds.p50).toBeGreaterThan(3.5);
    expect(providers).toMatchObject([{ provider: 'puppet', total: { completed: 1 } }]);
    const itself = providers[0]!.total.latencySeconds.p50!;
    expect(itself).toBeGreaterThan(3);
    expect(itself).toBeLessThanOrEqual(total.latencySeconds.p50!);
    const overview = await test.engine.readOverview();
    expect(overview).toMatchObject({
      tracks: { pending: 0, processing: 0, completed: 1, failed: 1, cancelled: 1 },
      users: 1,
      providers: [{ provider: 'puppet', circuit: 'closed', waiting: 0, underWay: 0, creditsLeft: null }],
    });
    await test.engine.stop();
  });
});
