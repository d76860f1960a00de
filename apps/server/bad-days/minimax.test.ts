import { createMiniMaxProvider } from '@impresario/provider-minimax';
import { alice } from '@impresario/engine/testing';
import { describe, expect, it } from 'vitest';
import { ended, useProviderStage, type Setup } from './provider-stage.ts';

const creditsCameBack = expect.stringContaining('credits came back') as string;
const minuteMs = 60_000;

function useMiniMaxStage(setup: Setup = {}) {
  return useProviderStage(
    {
      kind: 'minimax',
      open: ({ apiKey, url }, clock) => createMiniMaxProvider({ apiKey, baseUrl: url, clock }),
    },
    setup,
  );
}

describe('a song of MiniMax', () => {
  const stage = useMiniMaxStage();
  const control = () => stage.simulator.control;
  const counts = () => control().state().counts;

  it('[PRO-2] [GEN-6] on a good day is fetched from its address, for one billed request', async () => {
    const id = await stage.test.admit({ prompt: 'a calm song', lyrics: 'la la la' });
    const track = await stage.until(id, ended);
    expect(track).toMatchObject({
      status: 'completed',
      provider: 'minimax',
      taskId: null,
      creditsRefunded: 0,
      versions: [{ isPrimary: true, audio: { mimeType: 'audio/mpeg' } }],
    });
    expect(track.versions[0]!.durationSeconds).toBeCloseTo(3, 0);
    expect(counts()).toMatchObject({ submits: 1, billable: 1, downloads: 1 });
  });

  it('[GEN-6] that cannot be fetched at first is fetched again and never made again', async () => {
    control().script({ on: 'asset', times: 2, do: { fault: '404' } });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(counts()).toMatchObject({ submits: 1, billable: 1 });
  });

  it('[PRO-5] whose words are refused under HTTP 200 fails at once and is not tried again', async () => {
    const id = await stage.test.admit({ prompt: 'a song sim:moderated' });
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'MODERATED', message: creditsCameBack },
      creditsRefunded: 1,
    });
    expect(counts()).toMatchObject({ submits: 1, billable: 0 });
  });

  it('[PRO-5] that is refused for the credit comes back, and no other is taken for five minutes', async () => {
    control().credits(0);
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_NO_CREDIT', message: creditsCameBack },
      creditsRefunded: 1,
    });
    const before = await stage.test.engine.readCredits(alice);
    expect(await stage.test.submit()).toMatchObject({ kind: 'provider-unavailable', provider: 'minimax' });
    expect(await stage.test.engine.readCredits(alice)).toEqual(before);
    control().credits(50);
    await stage.pass(5 * minuteMs, 5_000);
    const next = await stage.test.admit();
    expect(await stage.until(next, ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[PRO-5] that is refused for the key comes back, and the provider is shown as blocked', async () => {
    control().script({ on: 'submit', times: 'always', do: { fault: 'error', code: 2049 } });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_AUTH', message: creditsCameBack },
      creditsRefunded: 1,
    });
    expect(await stage.test.submit()).toMatchObject({ kind: 'provider-unavailable' });
    const [provider] = await stage.test.engine.listProviders();
    expect(provider!.health).toMatchObject({ status: 'down', circuit: 'blocked' });
    expect(counts()).toMatchObject({ submits: 1, billable: 0 });
  });

  it('[GEN-9] that finds all places taken waits for one', async () => {
    control().script({ on: 'submit', times: 2, do: { fault: 'error', code: 1041 } });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(counts()).toMatchObject({ submits: 3, billable: 1 });
  });

  it('[GEN-7] may take five minutes without a byte', async () => {
    control().script({ on: 'task', do: { fault: 'slow', ms: 5 * minuteMs } });
    const id = await stage.test.admit();
    await stage.pass(4.5 * minuteMs, 5_000);
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing' });
    expect(await stage.until(id, ended, 5_000)).toMatchObject({ status: 'completed' });
    expect(counts()).toMatchObject({ submits: 1, billable: 1 });
  });

  it.each([
    ['is cut', 'submit', { fault: 'accept-then-reset' }],
    ['breaks off', 'submit', { fault: 'truncated' }],
    ['is a page of a proxy', 'submit', { fault: 'accept-then-html' }],
    ['says that the song is under way', 'task', { fault: 'unfinished' }],
  ] as const)(
    '[GEN-3] whose reply %s is an orphan with a refund, and is not sent again',
    async (_, on, fault) => {
      control().script({ on, do: fault });
      const id = await stage.test.admit();
      expect(await stage.until(id, ended, 10_000)).toMatchObject({
        status: 'failed',
        error: { code: 'OUTCOME_UNKNOWN', message: creditsCameBack },
        creditsRefunded: 1,
      });
      expect(counts()).toMatchObject({ submits: 1, billable: 1 });
      expect(await stage.test.engine.listOrphans(10)).toMatchObject([{ trackId: id, status: 'unknown' }]);
    },
  );

  it('[GEN-3] whose worker dies in the middle of the call is not sent again', async () => {
    control().script({ on: 'task', do: { fault: 'slow', ms: minuteMs } });
    const id = await stage.test.admit();
    await stage.pass(10_000, 1_000);
    await stage.test.node.kill();
    const survivor = stage.another();
    await survivor.engine.start();
    expect(await stage.until(id, ended, 10_000)).toMatchObject({
      status: 'failed',
      error: { code: 'OUTCOME_UNKNOWN' },
      creditsRefunded: 1,
    });
    expect(counts()).toMatchObject({ submits: 1, billable: 1 });
    expect((await survivor.engine.readOverview()).orphans).toEqual({ open: 1, claimed: 0 });
  });
});
