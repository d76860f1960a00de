import { openDatabase } from '@impresario/database';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

describe('credits', () => {
  const stage = useTestEngine({ started: false });
  const query = <Row extends object>(text: string, values: unknown[] = []) =>
    stage.test.db.pool.query<Row>(text, values).then(({ rows }) => rows);
  const balanceOf = async (userId: string) =>
    (
      await query<{ credits_remaining: number }>(
        'select credits_remaining from profiles where user_id = $1',
        [userId],
      )
    )[0]!.credits_remaining;

  it('[CRE-2] come back exactly once of twelve refunds at once', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 10);
    const id = await test.admit({}, caller);
    const now = test.clock.now();
    const amounts = await Promise.all(
      Array.from({ length: 12 }, () =>
        query<{ amount: number }>("select refund_charge($1, 'generate', 'test', $2) as amount", [id, now]),
      ),
    );
    expect(amounts.map(([row]) => row!.amount).sort((a, b) => b - a)).toEqual([
      1000,
      ...Array<number>(11).fill(0),
    ]);
    expect(await balanceOf(caller.userId)).toBe(10_000);
    // The other half of what a failing transition writes.
    const error = '{"code":"PROVIDER_ERROR","message":"","retryable":true}';
    await query(
      `update tracks set status = 'failed', error = $2, step = null, due_at = null, refunded = price,
        revision = 2, updated_at = $3 where id = $1`,
      [id, error, now],
    );
    await query('select record_event($1)', [id]);
  });

  it('[CRE-2] come back once when 8 cancels and a failing provider race', async () => {
    const { test, upstream } = stage;
    const caller = newcomer('premium', 100);
    upstream.always('submit', () => ({ do: 'error', status: 422, code: 'moderated' }));
    await Promise.all([test.engine.start(), test.another().engine.start()]);
    for (let race = 0; race < 4; race += 1) {
      const id = await test.admit({}, caller);
      await Promise.all(Array.from({ length: 8 }, () => test.engine.cancelTrack(caller.userId, id)));
      await test.settle();
      const refunds = await query(
        "select 1 from credit_transactions where track_id = $1 and type = 'refund'",
        [id],
      );
      expect(refunds.length).toBeLessThanOrEqual(1);
      await test.until(id, ({ status }) => status === 'failed' || status === 'cancelled');
    }
  });

  it('[CRE-2] a second refund or debit of one charge is refused by the database itself', async () => {
    const { test } = stage;
    const caller = newcomer();
    const id = await test.admit({}, caller);
    const again = (type: string, amount: number) =>
      query("select move_credits($1, $2, $3, $4, 'generate', 'x', 'x', $5)", [
        caller.userId,
        amount,
        type,
        id,
        test.clock.now(),
      ]);
    await expect(again('generation', -1000)).rejects.toMatchObject({ constraint: 'one_debit_per_charge' });
    await test.engine.cancelTrack(caller.userId, id);
    await expect(again('refund', 1000)).rejects.toMatchObject({ constraint: 'one_refund_per_charge' });
  });

  it('[CRE-2] a balance below zero is refused by the database itself', async () => {
    const caller = newcomer('free', 1);
    await stage.test.engine.readCredits(caller);
    const drain = query(
      'update profiles set credits_remaining = credits_remaining - 1001 where user_id = $1',
      [caller.userId],
    );
    await expect(drain).rejects.toMatchObject({ constraint: 'balance_is_never_negative' });
  });

  it('[CRE-5] [I3] 32 decrements of 1 over 32 connections on a balance of 10: 10 succeed, 0 is left', async () => {
    const caller = newcomer('free', 10);
    await stage.test.engine.readCredits(caller);
    const { connectionString } = stage.test.db;
    const { pool, close } = openDatabase({ connectionString, max: 32 });
    const connections = await Promise.all(Array.from({ length: 32 }, () => pool.connect()));
    const spend = (connection: (typeof connections)[number]) =>
      connection.query('select decrement_production_credits($1, 1)', [caller.userId]);
    const results = await Promise.allSettled(connections.map(spend));
    for (const connection of connections) connection.release();
    await close();
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await balanceOf(caller.userId)).toBe(0);
    const [{ total } = { total: null }] = await query<{ total: number }>(
      'select sum(amount)::bigint as total from credit_transactions where user_id = $1',
      [caller.userId],
    );
    expect(total).toBe(0);
  });

  it('[CRE-5] increments and decrements at once end at the sum, each with the balance after it', async () => {
    const caller = newcomer('free', 50);
    await stage.test.engine.readCredits(caller);
    await Promise.all(
      Array.from({ length: 32 }, (_, i) =>
        i % 2
          ? query('select increment_credits($1, 0.3)', [caller.userId])
          : query('select decrement_production_credits($1, 0.1)', [caller.userId]),
      ),
    );
    expect(await balanceOf(caller.userId)).toBe(50_000 + 16 * 300 - 16 * 100);
  });

  it.each(['0', '-1', '-0.001', '0.0001', 'NaN', 'Infinity', null, '99999999999999999999'])(
    '[CRE-5] refuse an amount of %s',
    async (amount) => {
      const caller = newcomer('free', 50);
      await stage.test.engine.readCredits(caller);
      for (const name of ['increment_credits', 'decrement_production_credits']) {
        await expect(query(`select ${name}($1, $2::numeric)`, [caller.userId, amount])).rejects.toThrow();
      }
      expect(await balanceOf(caller.userId)).toBe(50_000);
    },
  );

  it('[CRE-5] refuse a user nobody knows, and more than there is', async () => {
    const caller = newcomer('free', 2);
    await stage.test.engine.readCredits(caller);
    await expect(query("select increment_credits('nobody', 1)")).rejects.toMatchObject({ code: 'P0002' });
    await expect(query("select decrement_production_credits('nobody', 1)")).rejects.toMatchObject({
      code: 'P0002',
    });
    await expect(
      query('select decrement_production_credits($1, 2.001)', [caller.userId]),
    ).rejects.toMatchObject({
      constraint: 'balance_is_never_negative',
    });
    const [row] = await query<{ left: number }>('select decrement_production_credits($1, 1.999) as left', [
      caller.userId,
    ]);
    expect(row!.left).toBe(0.001);
  });

  it('[CRE-3] used today is right across midnight, though nothing ran then', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 10);
    const used = async () => (await test.engine.readCredits(caller)).creditsUsedToday;
    const old = await test.admit({}, caller);
    await test.admit({}, caller);
    expect(await used()).toBe(2);
    test.clock.advance(Date.parse('2026-03-01T23:59:59.999Z') - test.clock.now().getTime());
    expect(await used()).toBe(2);
    test.clock.advance(1);
    expect(await used()).toBe(0);
    const today = await test.admit({}, caller);
    expect(await used()).toBe(1);
    // What yesterday cost and comes back now does not make today's spending less.
    await test.engine.cancelTrack(caller.userId, old);
    expect(await used()).toBe(1);
    await test.engine.cancelTrack(caller.userId, today);
    expect(await used()).toBe(0);
    const { rows } = await test.db.pool.query<{ id: string }>(
      'select id from tracks where due_at is not null',
    );
    for (const { id } of rows) await test.engine.cancelTrack(caller.userId, id);
  });

  it('[CRE-3] what waited for its turn since before midnight does not take the new day’s use away', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 10);
    const late = test.clock.now();
    late.setUTCHours(23, 59, 59, 900);
    test.clock.advance(late.getTime() + 200 - test.clock.now().getTime());
    await test.submit({}, caller);
    const used = async () => (await test.engine.readCredits(caller)).creditsUsedToday;
    expect(await used()).toBe(1);
    // Each took its time before midnight and got the row after it.
    const [debit] = await query<{ balance: number }>(
      "select move_credits($1, -500, 'correction', null, null, 'x', 'x', $2) as balance",
      [caller.userId, late],
    );
    expect(debit!.balance).toBe(8_500);
    expect(await used()).toBe(1);
    await test.submit({}, caller);
    expect(await used()).toBe(2);
    for (const { id } of await query<{ id: string }>('select id from tracks where due_at is not null'))
      await test.engine.cancelTrack(caller.userId, id);
    expect(await used()).toBe(0);
  });

  it('[CRE-4] are listed newest first, page by page, each with who and why, also while more come', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 100);
    for (let i = 0; i < 7; i += 1) await test.admit({}, caller);
    const seen: string[] = [];
    let cursor: string | null = null;
    for (;;) {
      const page: Awaited<ReturnType<typeof test.engine.listTransactions>> =
        await test.engine.listTransactions(caller, 3, cursor);
      seen.push(...page!.data.map(({ balanceAfter, type }) => `${type} ${balanceAfter}`));
      await query('select increment_credits($1, 0.5)', [caller.userId]);
      cursor = page!.nextCursor;
      if (!page!.hasMore) break;
    }
    const debits = Array.from({ length: 7 }, (_, i) => `generation ${93 + i}`);
    expect(seen).toEqual([...debits, 'grant 100']);
    expect(await test.engine.listTransactions(caller, 3, 'bm9uc2Vuc2U')).toBeNull();
  });
});
