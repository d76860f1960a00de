import { planLimits, priceMillicredits, type Prices } from '@impresario/protocol';
import { describe, expect, it } from 'vitest';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const dearer: Prices = { ...priceMillicredits, generate: 3250 };

describe('the price table', () => {
  const stage = useTestEngine({ started: false });
  const withPrices = (prices: Prices) => stage.test.another(undefined, { prices }).engine;

  it('[CRE-1] [CRE-2] changes no track admitted before, and gives back what was debited', async () => {
    const { test } = stage;
    const caller = newcomer('premium', 10);
    const before = await test.admit({}, caller);
    const after = withPrices(dearer);
    const admission = await after.admit({ caller, body: { prompt: 'a song' }, idempotencyKey: null });
    if (admission.kind !== 'admitted') throw new Error(admission.kind);
    expect(JSON.parse(admission.response)).toMatchObject({ creditsCharged: 3.25 });
    expect((await after.readCredits(caller)).creditsRemaining).toBe(5.75);

    // Each is given back by a node that has the other's prices.
    for (const [engine, id, price] of [
      [after, before, 1],
      [test.engine, admission.trackId, 3.25],
    ] as const) {
      expect(await engine.readTrack(caller.userId, id)).toMatchObject({ creditsCharged: price });
      expect(await engine.cancelTrack(caller.userId, id)).toMatchObject({
        track: { creditsCharged: price, creditsRefunded: price },
      });
    }
    const page = await after.listTransactions(caller, 10, null);
    expect(page!.data.map(({ type, amount }) => [type, amount])).toEqual([
      ['refund', 3.25],
      ['refund', 1],
      ['generation', -3.25],
      ['generation', -1],
      ['grant', 10],
    ]);
  });

  it('[CRE-1] is what providers are listed with, and what is asked of who is short', async () => {
    const engine = withPrices(dearer);
    const [provider] = await engine.listProviders();
    expect(provider!.priceCredits).toEqual({ generate: 3.25 });
    const admission = await engine.admit({
      caller: newcomer('premium', 3),
      body: { prompt: 'a song' },
      idempotencyKey: null,
    });
    expect(admission).toEqual({ kind: 'insufficient-credits', balance: 3, required: 3.25 });
  });

  it('[CRE-1] [LIM-1] comes with limits of its own, which are kept and told', async () => {
    const plans = { ...planLimits, free: { perMinute: 100, perDay: 4, concurrent: 3 } };
    const { engine } = stage.test.another(undefined, { plans });
    const caller = newcomer('free', 100);
    const submit = () => engine.admit({ caller, body: { prompt: 'a song' }, idempotencyKey: null });
    const kinds = [];
    for (let i = 0; i < 4; i += 1) kinds.push((await submit()).kind);
    expect(kinds).toEqual(['admitted', 'admitted', 'admitted', 'limited']);
    expect((await engine.readCredits(caller)).limits).toEqual(plans.free);
  });
});
