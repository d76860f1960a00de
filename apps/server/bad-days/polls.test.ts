import { describe, expect, it } from 'vitest';
import { ended, useSunoStage } from './suno-stage.ts';

describe('looking at a task of Suno', () => {
  const stage = useSunoStage({ callbacks: false, settings: { maxProcessingMs: 300_000 } });
  const control = () => stage.suno.control;

  it.each([
    ['500', { fault: 'error', code: 500 }],
    ['too many', { fault: 'error', code: 430 }],
    ['HTML', { fault: 'html' }],
    ['half a document', { fault: 'truncated' }],
    ['nothing', { fault: 'empty' }],
    ['no answer', { fault: 'reset-before' }],
  ] as const)('[GEN-8] for two minutes brings %s and never fails the track', async (_, fault) => {
    control().script({ on: 'poll', times: 'always', do: fault });
    const id = await stage.test.admit();
    await stage.pass(120_000, 2_000);
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing', error: null });
    control().mend();
    expect(await stage.until(id, ended, 5_000)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-5] shows success without audio, then with: completed, never generated again', async () => {
    control().script({ on: 'poll', times: 3, do: { fault: 'success-without-audio' } });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended, 1_000)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[PRO-5] [GEN-7] shows an unknown status for ever: the deadline, a refund, words for the user', async () => {
    control().script({ on: 'poll', times: 'always', do: { fault: 'unknown-status', word: 'MARINATING' } });
    const id = await stage.test.admit();
    const track = await stage.until(id, ended, 10_000);
    expect(track).toMatchObject({
      status: 'failed',
      error: { code: 'PROCESSING_TIMEOUT', message: expect.stringContaining('credits came back') as string },
      creditsRefunded: 1,
    });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-7] a song that comes after the deadline can be claimed, charged once; the failed track stays', async () => {
    control().script({ on: 'task', do: { fault: 'slow', ms: 400_000 } });
    const id = await stage.test.admit();
    const failed = await stage.until(id, ended, 10_000);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'PROCESSING_TIMEOUT' } });
    const caller = { userId: 'alice', signup: { plan: 'premium', millicredits: 10_000 } } as const;
    // Looks at one task are spaced, so time has to pass for each.
    const early = stage.test.engine.claimTrack(caller, id);
    await stage.pass(1_000);
    expect(await early).toEqual({ kind: 'nothing-there' });
    await stage.pass(150_000, 10_000);
    const claims = Promise.all([
      stage.test.engine.claimTrack(caller, id),
      stage.test.engine.claimTrack(caller, id),
    ]);
    await stage.pass(1_000);
    const [one, two] = await claims;
    if (one.kind !== 'claimed' || two.kind !== 'claimed') throw new Error(JSON.stringify([one, two]));
    expect(two.track.id).toBe(one.track.id);
    const track = await stage.until(one.track.id, ended);
    expect(track).toMatchObject({ status: 'completed', claimedFrom: id, creditsCharged: 1 });
    expect(await stage.test.read(id)).toEqual(failed);
    const credits = await stage.test.engine.readCredits(caller);
    expect(credits.creditsRemaining).toBe(9);
    expect((await stage.test.engine.readOverview()).orphans).toEqual({ open: 0, claimed: 1 });
    expect(stage.billed()).toBe(1);
  });
});
