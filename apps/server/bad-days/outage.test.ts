import { newcomer } from '@impresario/engine/testing';
import { describe, expect, it } from 'vitest';
import { useSunoStage } from './suno-stage.ts';

const trackCount = 500;
/** Those of one batch are sent side by side, so a place is exact to a batch before or after. */
const batch = 18;
const minuteMs = 60_000;

describe('Suno down for ten minutes', () => {
  const stage = useSunoStage({
    rateLimits: 'documented',
    settings: { maxQueueMs: 60 * minuteMs, maxProcessingMs: 60 * minuteMs },
    songSeconds: 1,
  });

  it(`[GEN-9] with ${trackCount} tracks waiting, then back: all finish, in order, within the rate, none twice`, async () => {
    const { control } = stage.suno;
    // Its own word for it: under maintenance, nothing was begun.
    control.script({ on: 'submit', times: 'always', do: { fault: 'error', code: 455 } });
    const ids: string[] = [];
    for (let count = 0; count < trackCount; count += 1) {
      ids.push(await stage.test.admit({ prompt: `song ${count}` }, newcomer()));
      stage.test.clock.advance(1);
    }
    await stage.pass(10 * minuteMs, 5_000);
    expect(control.state().counts.billable).toBe(0);
    const [provider] = await stage.test.engine.listProviders();
    expect(provider!.health).toMatchObject({ status: 'down', circuit: 'open' });

    control.mend();
    const left = async () => {
      const { rows } = await stage.test.db.pool.query<{ n: number }>(
        'select count(*)::integer as n from tracks where due_at is not null',
      );
      return rows[0]!.n;
    };
    for (let minutes = 0; minutes < 40 && (await left()) > 0; minutes += 1) await stage.pass(minuteMs, 2_000);

    const { rows } = await stage.test.db.pool.query(
      'select status, count(*)::integer as n from tracks group by 1',
    );
    expect(rows).toEqual([{ status: 'completed', n: trackCount }]);
    const { tasks, counts } = control.state();
    expect(counts.billable).toBe(trackCount);
    const order = tasks.map(({ prompt }) => Number(prompt.split(' ')[1]));
    const misplaced = order.filter((song, place) => Math.abs(song - place) > batch);
    expect(misplaced).toEqual([]);
    const times = tasks.map(({ createdAt }) => Date.parse(createdAt));
    const busiest = Math.max(
      ...times.map((at) => times.filter((other) => other > at - 10_000 && other <= at).length),
    );
    expect(busiest).toBeLessThanOrEqual(20);
  }, 300_000);
});
