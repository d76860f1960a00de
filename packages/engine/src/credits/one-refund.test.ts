import type { PollOutcome, Snapshot } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createFarPuppet, postCallback, running } from '../testing/far-puppet.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { failure } from '../testing/track-states.ts';

const maxProcessingMs = 60_000;
const far = createFarPuppet({ operations: ['generate'] });
/** Looks that are under way and wait for the test. */
const held: ((outcome: PollOutcome) => void)[] = [];
const failed: Snapshot = {
  state: 'failed',
  raw: 'failed',
  failure: failure('upstream-fault', { retryable: false }),
};

describe('a track that callback, look and deadline fail at once', () => {
  const stage = useTestEngine({
    started: false,
    settings: { defaultProvider: 'far', maxProcessingMs, submitTimeoutMs: 10 * maxProcessingMs },
    providers: () => {
      far.reset();
      far.always(() => ({ kind: 'accepted', handle: { taskId: `task-${far.calls.length}`, data: {} } }));
      return [far.provider];
    },
  });

  /** A look of one node is held, the row is taken from it, and the look of the other at the deadline is held too. */
  async function holdBothLooks(
    caller: ReturnType<typeof newcomer>,
    started: () => Promise<void>,
  ): Promise<string> {
    const { test } = stage;
    held.length = 0;
    const id = await test.admit({}, caller);
    far.far.look = () => new Promise((answer) => held.push(answer));
    await test.until(id, () => held.length === 1, 1_000);
    await started();
    await test.db.pool.query('update tracks set lease_until = $2 where id = $1', [id, test.clock.now()]);
    const { deadlineAt } = await test.read(id);
    test.clock.advance(Date.parse(deadlineAt) - test.clock.now().getTime() + 1);
    await test.until(id, () => held.length === 2, 1_000);
    return id;
  }

  it('[CRE-2] [GEN-4] is refunded once, for what it cost, and ends once', async () => {
    const { test } = stage;
    const other = test.another();
    await test.engine.start();
    const caller = newcomer('premium', 100);
    for (let round = 0; round < 4; round += 1) {
      const id = await holdBothLooks(caller, () => (round === 0 ? other.engine.start() : Promise.resolve()));
      const { correlation } = (
        await test.db.pool.query<{ correlation: string }>(
          'select correlation from attempts where track_id = $1',
          [id],
        )
      ).rows[0]!;
      const payload = { task: `task-${round + 1}`, snapshot: failed };
      const callbacks = () =>
        Promise.all([
          postCallback(test.engine, correlation, payload),
          postCallback(other.engine, correlation, { ...payload, twice: true }),
        ]);
      const looks = () => {
        held[0]!({ kind: 'seen', snapshot: failed });
        held[1]!({ kind: 'seen', snapshot: running });
      };
      // A callback has two steps; one that was stored a moment ago meets the looks in the second.
      if (round % 2 === 0) await callbacks();
      looks();
      if (round % 2 === 1) await callbacks();
      const track = await test.until(id, ({ status }) => status === 'failed', 100);
      await test.settle();
      expect(track).toMatchObject({ creditsCharged: 1, creditsRefunded: 1 });
      const { rows } = await test.db.pool.query<{ type: string; amount: number }>(
        'select type, amount from credit_transactions where track_id = $1 order by number',
        [id],
      );
      expect(rows.map(({ type, amount }) => [type, amount])).toEqual([
        ['generation', -1000],
        ['refund', 1000],
      ]);
      const ends = await test.db.pool.query(
        "select from events where track_id = $1 and type ~ '(failed|cancelled|completed)$'",
        [id],
      );
      expect(ends.rowCount).toBe(1);
    }
    expect((await test.engine.readCredits(caller)).creditsRemaining).toBe(100);
  });
});
