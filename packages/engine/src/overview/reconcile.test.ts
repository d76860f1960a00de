import type { SubmitOutcome } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';
import { failure } from '../testing/track-states.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);
const far = createFarPuppet({ operations: ['generate', 'style'] });
const callPrices = {
  unit: 'Far coins',
  usdPerUnit: 0.01,
  priceOf: ({ operation, variants }: { operation: string; variants: number }) =>
    operation === 'generate' ? 12.1 * variants : null,
};

describe('the reconciliation', () => {
  const stage = useTestEngine({
    settings: { defaultProvider: 'far', maxProcessingMs: 60_000, creditPriceUsd: 0.3 },
    startAt: new Date('2026-03-01T23:59:50Z'),
    providers: () => {
      far.reset();
      return [{ ...far.provider, callPrices }];
    },
  });
  const march = { from: new Date('2026-03-01'), to: new Date('2026-04-01') };

  it('[CRE-4] sets what may have been billed against what was charged, on the day of each', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 100);
    // Accepted and never finished, refused before anything began, and sent without an answer.
    const outcomes: SubmitOutcome[] = [
      { kind: 'accepted', handle: { taskId: 'task-1', data: {} } },
      { kind: 'failed', failure: failure('moderated', { sideEffect: 'none', retryable: false }) },
      { kind: 'failed', failure: failure('network', { sideEffect: 'unknown', retryable: false }) },
    ];
    far.always(() => outcomes.shift()!);
    for (const variants of [1, 1, 2]) {
      const id = await test.admit({ variants }, caller);
      await test.settle();
      if (variants === 2) await test.until(id, ended, 5_000);
    }
    test.clock.advance(20 * 60_000);
    const { rows } = await test.db.pool.query<{ id: string }>('select id from tracks');
    for (const { id } of rows) await test.until(id, ended, 5_000);

    const { data } = await test.engine.reconcile(march);
    expect(data.map(({ day, provider }) => [day, provider])).toEqual([
      ['2026-03-01', 'far'],
      ['2026-03-02', 'far'],
    ]);
    const [first, second] = data;
    expect(first).toMatchObject({ attempts: 3, billed: 1, unsure: 1, orphans: 2, creditsCharged: 3 });
    expect(first!.spend).toEqual({ unit: 'Far coins', billed: 12.1, unsure: 24.2, unpriced: 0, usd: 0.363 });
    // What came back after midnight is of the next day, as in the ledger.
    expect(second).toMatchObject({ attempts: 0, creditsCharged: 0, spend: { usd: 0 } });
    const refunded = data.map(({ creditsRefunded }) => creditsRefunded);
    expect(refunded[0]! + refunded[1]!).toBe(3);
    expect(second!.creditsNet).toBe(-refunded[1]!);
    expect(first!.revenueUsd).toBeCloseTo(first!.creditsNet * 0.3, 6);
    expect(first!.marginUsd).toBeCloseTo(first!.creditsNet * 0.3 - 0.363, 6);

    const april = { from: march.to, to: new Date('2026-05-01') };
    expect((await test.engine.reconcile(april)).data).toEqual([]);
  });

  it('counts calls without a known price, and none of a provider that costs nothing', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 100);
    far.always(() => ({ kind: 'accepted', handle: { taskId: 'task-9', data: {} } }));
    const ask = { operation: 'style', body: { text: 'dusty' } } as const;
    await test.engine.operate({ caller, ask, idempotencyKey: null });
    await test.settle();
    const { data } = await test.engine.reconcile(march);
    expect(data).toMatchObject([{ attempts: 1, spend: { billed: 0, unpriced: 1 }, creditsCharged: 0 }]);
    const free = test.another([far.provider], { defaultProvider: 'far' }).engine;
    expect((await free.reconcile(march)).data).toMatchObject([
      { spend: null, revenueUsd: null, marginUsd: null },
    ]);
    for (const { id } of (await test.db.pool.query<{ id: string }>('select id from tracks')).rows)
      await test.engine.cancelTrack(caller.userId, id);
  });
});
