import type { Transaction } from '@impresario/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const start = Date.parse('2026-03-01T00:00:00Z');
const dayMs = 24 * 60 * 60_000;
const at = (days: number) => new Date(start + days * dayMs);
const millicredits = (credits: number) => Math.round(credits * 1000);

describe('a statement', () => {
  const stage = useTestEngine({ started: false });
  const move = (userId: string, amount: number, when: Date) =>
    stage.test.db.pool.query("select move_credits($1, $2, 'correction', null, null, 'test', 'test', $3)", [
      userId,
      amount,
      when,
    ]);
  async function read(caller: ReturnType<typeof newcomer>, from: Date, to: Date, between = async () => {}) {
    const statement = await stage.test.engine.openStatement(caller, { from, to });
    const transactions: Transaction[] = [];
    for await (const page of statement.pages) {
      transactions.push(...page);
      await between();
    }
    return { ...statement, transactions };
  }

  it('[CRE-4] opens, moves and closes without a difference, for any movements and any time', async () => {
    const moves = fc.array(
      fc.tuple(fc.integer({ min: -4_000, max: 4_000 }), fc.double({ min: 0, max: 9, noNaN: true })),
      {
        maxLength: 25,
      },
    );
    const ends = fc.tuple(
      fc.double({ min: -1, max: 10, noNaN: true }),
      fc.double({ min: 0.001, max: 11, noNaN: true }),
    );
    await fc.assert(
      fc.asyncProperty(moves, ends, async (amounts, [begin, length]) => {
        const caller = newcomer('free', 10);
        await stage.test.engine.readCredits(caller);
        // Not in the order of time, as when the clocks of two nodes differ.
        for (const [amount, days] of amounts) if (amount !== 0) await move(caller.userId, amount, at(days));
        const [from, to] = [at(begin), at(begin + length)];
        const { openingBalance, closingBalance, transactions } = await read(caller, from, to);
        const sum = transactions.reduce((total, { amount }) => total + millicredits(amount), 0);
        expect(millicredits(openingBalance) + sum).toBe(millicredits(closingBalance));
        const { rows } = await stage.test.db.pool.query<{ id: string }>(
          'select id from credit_transactions where user_id = $1 and created_at >= $2 and created_at < $3 order by number',
          [caller.userId, from, to],
        );
        expect(transactions.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
      }),
      { numRuns: 20 },
    );
  });

  it('[CRE-4] of many pages is as the ledger was when it was opened, though more is booked meanwhile', async () => {
    const caller = newcomer('free', 100);
    const { userId } = caller;
    await stage.test.engine.readCredits(caller);
    await stage.test.db.pool.query(
      `insert into credit_transactions (id, user_id, type, amount, balance_after, actor, reason, created_at)
       select uuid_v7($2), $1, 'correction', 1, 100000 + n, 'test', 'test', $2 from generate_series(1, 2500) n`,
      [userId, at(0.1)],
    );
    await stage.test.db.pool.query('update profiles set credits_remaining = 102500 where user_id = $1', [
      userId,
    ]);
    let pages = 0;
    const { openingBalance, closingBalance, transactions } = await read(caller, at(0), at(31), async () => {
      pages += 1;
      await move(userId, 7, at(0.2));
    });
    expect([pages, transactions.length]).toEqual([3, 2501]);
    expect([openingBalance, closingBalance]).toEqual([0, 102.5]);
    expect(transactions.at(-1)!.balanceAfter).toBe(102.5);
    const later = await read(caller, at(0), at(31));
    expect(later.closingBalance).toBe(102.521);
  });

  it('[CRE-4] of a time without movements has the same balance twice, and of a newcomer the signup', async () => {
    const caller = newcomer('free', 10);
    expect(await read(caller, at(0), at(31))).toMatchObject({
      openingBalance: 0,
      closingBalance: 10,
      transactions: [{ type: 'grant', amount: 10, reason: 'signup' }],
    });
    expect(await read(caller, at(40), at(50))).toMatchObject({
      openingBalance: 10,
      closingBalance: 10,
      transactions: [],
    });
  });

  it('[SEC-1] has nothing of another user', async () => {
    const [mine, other] = [newcomer('free', 10), newcomer('free', 20)];
    await stage.test.engine.readCredits(other);
    const { transactions, closingBalance } = await read(mine, at(0), at(31));
    expect([transactions.length, closingBalance]).toEqual([1, 10]);
  });
});
