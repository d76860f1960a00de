import { alice, newcomer } from '@impresario/engine/testing';
import { createMurekaProvider } from '@impresario/provider-mureka';
import { describe, expect, it } from 'vitest';
import { ended, useProviderStage, type Setup } from './provider-stage.ts';

const lyrics = '[Verse]\nRain on the roof\n[Chorus]\nStay a while';
const creditsCameBack = expect.stringContaining('credits came back') as string;

function useMurekaStage(setup: Setup = {}) {
  return useProviderStage(
    {
      kind: 'mureka',
      open: ({ apiKey, url }) => createMurekaProvider({ apiKey, baseUrl: url }),
    },
    setup,
  );
}

describe('a song of Mureka', () => {
  const stage = useMurekaStage();
  const script = (on: 'submit' | 'poll' | 'task', fault: object, times: number | 'always' = 1) =>
    stage.simulator.control.script({ on, times, do: fault as never });

  it('[GEN-6] on a good day has both choices in the store, for one task', async () => {
    const id = await stage.test.admit({ lyrics });
    const track = await stage.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', provider: 'mureka', creditsRefunded: 0 });
    expect(track.versions.map(({ variantIndex, lyrics: sung }) => [variantIndex, sung !== null])).toEqual([
      [0, true],
      [1, true],
    ]);
    expect(new Set(track.versions.map(({ audio }) => audio!.sha256)).size).toBe(2);
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-9] that is refused for the rate is sent again until it is taken', async () => {
    script('submit', { fault: 'error', code: 429 }, 2);
    const id = await stage.test.admit();
    const track = await stage.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', creditsRefunded: 0 });
    expect(stage.simulator.control.state().counts.submits).toBe(3);
    expect(stage.billed()).toBe(1);
  });

  it('[PRO-5] [CRE-2] that is refused for the quota comes back with its credits, and no other is taken', async () => {
    await stage.pass(60_000, 5_000);
    stage.simulator.control.credits(0);
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_NO_CREDIT', message: creditsCameBack },
      creditsRefunded: 1,
    });
    const before = await stage.test.engine.readCredits(alice);
    expect(await stage.test.submit()).toMatchObject({ kind: 'provider-unavailable', provider: 'mureka' });
    expect(await stage.test.engine.readCredits(alice)).toEqual(before);
    const [provider] = await stage.test.engine.listProviders();
    expect(provider!.health).toMatchObject({ status: 'down', circuit: 'blocked' });
    expect(stage.billed()).toBe(0);
  });

  it('[PRO-5] is taken again as soon as a look at the account sees money', async () => {
    await stage.pass(60_000, 5_000);
    stage.simulator.control.credits(0);
    await stage.until(await stage.test.admit(), ended);
    stage.simulator.control.credits(50);
    await stage.pass(235_000, 5_000);
    expect(await stage.test.submit()).toMatchObject({ kind: 'provider-unavailable' });
    // The account is looked at every five minutes; the refusal itself is not yet five minutes old.
    await stage.pass(10_000, 1_000);
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
  });

  it('[PRO-5] whose words do not pass the review fails at once and is not tried again', async () => {
    const id = await stage.test.admit({ prompt: 'a song sim:moderated' });
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'MODERATED', message: creditsCameBack, retryable: false },
      creditsRefunded: 1,
    });
    expect(stage.simulator.control.state().counts).toMatchObject({ submits: 1, billable: 0 });
  });

  it('[GEN-9] that failed there fails here with a refund, and is not begun anew by itself', async () => {
    script('task', { fault: 'fail' });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_ERROR' },
      creditsRefunded: 1,
    });
    expect(stage.billed()).toBe(1);
  });

  it('[PRO-5] under words nobody knows keeps running', async () => {
    script('poll', { fault: 'unknown-status', word: 'marinating' }, 3);
    const id = await stage.test.admit();
    expect(await stage.until(id, ended, 1_000)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it.each([
    ['HTML', { fault: 'html' }],
    ['half a document', { fault: 'truncated' }],
    ['no answer', { fault: 'reset-before' }],
    ['that there is no such task', { fault: 'error', code: 404 }],
  ])('[GEN-8] is found although looks bring %s for a minute', async (_, fault) => {
    script('poll', fault, 'always');
    const id = await stage.test.admit();
    await stage.pass(60_000, 2_000);
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing', error: null });
    stage.simulator.control.mend();
    expect(await stage.until(id, ended, 5_000)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });
});

describe('a song of Mureka that may never be heard of', () => {
  const stage = useMurekaStage({ settings: { maxProcessingMs: 60_000 } });

  it.each([
    ['comes too late', { fault: 'delay', ms: 40_000 }],
    ['is lost', { fault: 'accept-then-reset' }],
    ['is a page of a proxy', { fault: 'accept-then-html' }],
  ])('[GEN-3] because the reply %s is never asked for again: refund and orphan', async (_, fault) => {
    stage.simulator.control.script({ on: 'submit', do: fault as never });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended, 2_000)).toMatchObject({
      status: 'failed',
      error: { code: 'OUTCOME_UNKNOWN', message: creditsCameBack },
      creditsRefunded: 1,
    });
    expect(stage.simulator.control.state().counts).toMatchObject({ submits: 1, billable: 1 });
    expect(await stage.test.engine.listOrphans(10)).toMatchObject([{ trackId: id, status: 'unknown' }]);
  });
});

describe('Mureka in China', () => {
  const stage = useMurekaStage({ simulator: { region: 'cn' } });

  it('[PRO-5] reviews a finished song, which is still running here', async () => {
    const id = await stage.test.admit({ lyrics });
    const reviewed = () => stage.simulator.control.state().tasks[0]?.status === 'reviewing';
    await stage.until(id, reviewed, 100);
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing' });
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
  });
});

describe('Mureka with three places', () => {
  const stage = useMurekaStage({ simulator: { rateLimits: 'documented', concurrencyMax: 3 } });

  it('[PRO-3] as its billing says is given three tasks at once and never a fourth', async () => {
    await stage.pass(500);
    const [provider] = await stage.test.engine.listProviders();
    expect(provider!.concurrencyMax).toBe(3);
    const ids: string[] = [];
    for (let count = 0; count < 8; count += 1) ids.push(await stage.test.admit({}, newcomer()));
    for (const id of ids) {
      expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    }
    const { tasks, counts } = stage.simulator.control.state();
    // A fourth would have been refused, and asked for again.
    expect(counts).toMatchObject({ submits: 8, billable: 8 });
    const underWay = tasks.map(
      ({ createdAt: at }) => tasks.filter((other) => other.createdAt <= at && other.finishedAt! > at).length,
    );
    expect(Math.max(...underWay)).toBe(3);
  });
});
