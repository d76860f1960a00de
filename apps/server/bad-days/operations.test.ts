import { alice } from '@impresario/engine/testing';
import { describe, expect, it } from 'vitest';
import { ended, useSunoStage } from './suno-stage.ts';

describe('work beside a song of Suno', () => {
  const stage = useSunoStage();
  const control = () => stage.suno.control;
  const stemsOf = (trackId: string) => ({ operation: 'stems', trackId, body: { mode: 'vocals' } }) as const;

  /** A finished song, and from here on the faults are those of the work on it. */
  async function song() {
    const id = await stage.test.admit();
    return stage.until(id, ended);
  }

  it('[GEN-6] on a good day leaves two stems on the version, for one billed task', async () => {
    const { id, versions } = await song();
    const operation = await stage.untilOperation(await stage.operate(stemsOf(id)), ended);
    expect(operation).toMatchObject({
      status: 'completed',
      trackId: id,
      creditsCharged: 0.5,
      creditsRefunded: 0,
    });
    const track = await stage.test.read(id);
    expect(track.versions[0]!.stems.map(({ name }) => name).sort()).toEqual(['instrumental', 'vocals']);
    expect(track.versions[1]).toEqual(versions[1]);
    expect(stage.billed()).toBe(2);
  });

  it('[GEN-8] whose callback is lost is found by looking', async () => {
    const { id } = await song();
    control().script({ on: 'callback', times: 'always', do: { fault: 'lose' } });
    const operation = await stage.untilOperation(await stage.operate(stemsOf(id)), ended);
    expect(operation).toMatchObject({ status: 'completed' });
    expect((await stage.test.read(id)).versions[0]!.stems).toHaveLength(2);
    expect(stage.billed()).toBe(2);
  });

  it('[CRE-2] that fails there gives its half credit back and leaves the track as it was', async () => {
    const track = await song();
    const before = await stage.test.engine.readCredits(alice);
    control().script({ on: 'task', do: { fault: 'fail' } });
    const operation = await stage.untilOperation(await stage.operate(stemsOf(track.id)), ended);
    expect(operation).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('credits came back') as string },
      creditsCharged: 0.5,
      creditsRefunded: 0.5,
    });
    expect(await stage.test.read(track.id)).toEqual(track);
    expect(await stage.test.engine.readCredits(alice)).toEqual(before);
    expect(stage.billed()).toBe(2);
  });

  it('[GEN-6] whose file is not there at first is fetched again and never made again', async () => {
    const { id } = await song();
    control().script({ on: 'asset', times: 2, match: { pathIncludes: '.wav' }, do: { fault: '404' } });
    const wav = await stage.operate({ operation: 'wav', trackId: id, body: {} });
    expect(await stage.untilOperation(wav, ended)).toMatchObject({ status: 'completed', creditsCharged: 0 });
    expect((await stage.test.read(id)).versions[0]!.wav).toMatchObject({ mimeType: 'audio/wav' });
    expect(stage.billed()).toBe(2);
  });

  it('[GEN-3] whose worker dies between submit and reply is found by its callback, billed once', async () => {
    const { id } = await song();
    control().script({ on: 'callback', times: 'always', do: { fault: 'delay', ms: 20_000 } });
    control().script({ on: 'submit', do: { fault: 'delay', ms: 5_000 } });
    const stems = await stage.operate(stemsOf(id));
    await stage.pass(1_000);
    await stage.test.node.kill();
    const survivor = stage.another();
    stage.receiver = survivor.engine;
    await survivor.engine.start();
    const state = async () => (await survivor.engine.readOperation(alice.userId, stems))!;
    await stage.until(id, ({ versions }) => versions[0]!.stems.length > 0);
    expect(await state()).toMatchObject({ status: 'completed', creditsRefunded: 0 });
    expect(stage.billed()).toBe(2);
  });

  it('[IDM-2] asked for twice at once under one key is one operation, billed once', async () => {
    const { id } = await song();
    const ask = { caller: alice, ask: stemsOf(id), idempotencyKey: 'stems-of-mine' };
    const [one, two] = await Promise.all([stage.test.engine.operate(ask), stage.test.engine.operate(ask)]);
    if (one.kind !== 'admitted' || two.kind !== 'admitted') throw new Error(JSON.stringify([one, two]));
    expect(two.response).toBe(one.response);
    expect([one.replayed, two.replayed].sort()).toEqual([false, true]);
    expect(await stage.untilOperation(one.trackId, ended)).toMatchObject({ status: 'completed' });
    const other = { ...ask, ask: { ...stemsOf(id), body: { mode: 'all' } } } as const;
    expect((await stage.test.engine.operate(other)).kind).toBe('idempotency-mismatch');
    expect(stage.billed()).toBe(2);
    expect((await stage.test.engine.readCredits(alice)).creditsRemaining).toBe(8.5);
  });

  it('[I12] whose song is removed meanwhile comes to an end and leaves no file', async () => {
    const { id } = await song();
    control().script({ on: 'task', do: { fault: 'slow', ms: 10_000 } });
    const stems = await stage.operate(stemsOf(id));
    await stage.untilOperation(stems, ({ taskId }) => taskId !== null);
    expect(await stage.test.engine.removeTrack(alice.userId, id)).toMatchObject({ kind: 'done' });
    expect(await stage.untilOperation(stems, ended)).toMatchObject({ status: 'completed' });
    const { rows } = await stage.test.db.pool.query('select count(*)::integer as n from assets');
    expect(rows).toEqual([{ n: 0 }]);
    expect(await stage.test.engine.readTrack(alice.userId, id)).toBeNull();
  });
});

describe('an account at Suno that is used up', () => {
  const stage = useSunoStage();

  it('[PRO-5] refuses new work without a charge until a look at the account sees credit', async () => {
    const { control } = stage.suno;
    await stage.pass(60_000, 5_000);
    control.credits(0);
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({
      status: 'failed',
      error: { code: 'PROVIDER_NO_CREDIT' },
      creditsRefunded: 1,
    });
    expect(await stage.test.submit()).toMatchObject({ kind: 'provider-unavailable' });
    control.credits(100);
    await stage.pass(235_000, 5_000);
    expect(await stage.test.submit()).toMatchObject({ kind: 'provider-unavailable' });
    await stage.pass(10_000, 1_000);
    expect(await stage.until(await stage.test.admit(), ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });
});
