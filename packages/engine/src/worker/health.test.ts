import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

describe('the database itself', () => {
  const stage = useTestEngine();
  const change = (id: string, what: string) =>
    stage.test.db.pool.query(`update tracks set ${what} where id = $1`, [id]);

  it('[I6] lets no terminal track change in any way but to be removed or given files', async () => {
    const { test } = stage;
    const id = await test.admit();
    await test.until(id, ended);
    for (const what of [
      "status = 'failed', error = '{}'",
      'revision = revision + 2',
      'refunded = price',
      "title = 'x'",
      'progress = 0',
      'lease_until = now()',
    ]) {
      await expect(change(id, what)).rejects.toThrow(/does not change any more|would jump/);
    }
    await expect(change(id, 'deleted_at = null')).resolves.toBeDefined();
  });

  it('[I6] lets no track go back, skip a revision, change price or owner, or be neither finished nor due', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const id = await test.admit();
    await test.until(id, ({ status }) => status === 'processing');
    for (const what of [
      "status = 'pending'",
      'revision = revision + 2',
      'revision = revision - 1',
      'price = price + 1',
      "user_id = 'mallory'",
      'due_at = null',
      'step = null',
      "status = 'completed'",
    ]) {
      await expect(change(id, what)).rejects.toThrow();
    }
    await test.engine.cancelTrack('alice', id);
  });

  it('[GEN-11] finds stuck tracks, and no others', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const stuck = async () => {
      const { rows } = await test.db.pool.query<{ track_id: string }>(
        'select track_id from check_stuck_tracks($1)',
        [test.clock.now()],
      );
      return rows.map(({ track_id }) => track_id);
    };
    const running = await test.admit();
    await test.until(running, ({ status }) => status === 'processing');
    const finished = await test.admit();
    await test.engine.cancelTrack('alice', finished);
    expect(await stuck()).toEqual([]);
    await test.engine.stop();
    const waiting = await test.admit();
    test.clock.advance(290_000);
    expect(await stuck()).toEqual([]);
    test.clock.advance(60_000);
    expect(await stuck()).toEqual([running]);
    // One that waits for a place may do so until its own deadline, however long others keep the provider.
    test.clock.advance(560_000);
    expect((await stuck()).sort()).toEqual([running, waiting].sort());
    // A lease that is renewed for ever hides nothing once the deadline is past.
    test.clock.advance(1_500_000);
    const held = new Date(test.clock.now().getTime() + 10_000);
    await test.db.pool.query('update tracks set lease_until = $1 where due_at is not null', [held]);
    expect((await stuck()).sort()).toEqual([running, waiting].sort());
    for (const id of [running, waiting]) await test.engine.cancelTrack('alice', id);
  });

  it('[RT-1] cuts the log off and remembers where', async () => {
    const { test } = stage;
    const old = await test.admit();
    await test.until(old, ended);
    const before = new Date(test.clock.now().getTime() + 1);
    // Long enough ago that its events may be gone (I14).
    test.clock.advance(6.5 * 24 * 60 * 60_000);
    const fresh = await test.admit();
    await test.until(fresh, ended);
    // The tests of others have transactions open on the same server, and what those might still read stays.
    await eventually(
      () => test.db.pool.query('select from events where xid >= pg_snapshot_xmin(pg_current_snapshot())'),
      (held) => held.rowCount === 0,
    );
    const { rows } = await test.db.pool.query<{ removed: number }>('select prune_events($1) as removed', [
      before,
    ]);
    expect(rows[0]!.removed).toBeGreaterThan(1);
    const left = await test.db.pool.query('select distinct track_id from events');
    expect(left.rows).toEqual([{ track_id: fresh }]);
    const start = await test.db.pool.query(
      'select 1 from events e, event_log_start s where (e.xid, e.id) <= (s.xid, s.id)',
    );
    expect(start.rows).toEqual([]);
    const again = await test.db.pool.query<{ removed: number }>('select prune_events($1) as removed', [
      before,
    ]);
    expect(again.rows[0]!.removed).toBe(0);
  });
});

describe('the health of a provider', () => {
  const stage = useTestEngine({ settings: { maxProcessingMs: 20_000 } });
  const health = async () => (await stage.test.engine.listProviders())[0]!.health;

  async function make(count: number) {
    for (let i = 0; i < count; i += 1)
      await stage.test.until(await stage.test.admit({}, newcomer()), ended, 1_000);
  }

  it('[PRO-3] is unknown at first, then its record of the last day with its times', async () => {
    expect(await health()).toEqual({
      status: 'unknown',
      detail: null,
      successRate: null,
      sampleCount: 0,
      circuit: 'closed',
    });
    await make(3);
    expect(await health()).toMatchObject({ status: 'ok', successRate: 1, sampleCount: 3 });
    const [provider] = await stage.test.engine.listProviders();
    expect(provider!.latencySeconds.p50).toBeGreaterThan(0);
    stage.test.clock.advance(25 * 3_600_000);
    expect((await health()).status).toBe('unknown');
  });

  it('[PRO-3] does not suffer from prompts it refused', async () => {
    stage.upstream.next(
      'submit',
      ...Array.from({ length: 5 }, () => ({ do: 'error', status: 422, code: 'moderated' }) as const),
    );
    await make(6);
    expect(await health()).toMatchObject({ status: 'ok', sampleCount: 1 });
  });

  it('[PRO-3] suffers from tasks that never end', async () => {
    stage.upstream.script({ steps: [{ status: 'running' }] });
    await make(3);
    expect(await health()).toMatchObject({ status: 'down', successRate: 0, sampleCount: 3 });
  });
});
