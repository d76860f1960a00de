import { describe, expect, it } from 'vitest';
import { ended, useSunoStage } from './suno-stage.ts';

describe('a submit to Suno', () => {
  const stage = useSunoStage();

  it('[GEN-6] on a good day brings both versions, for one billed song', async () => {
    const id = await stage.test.admit();
    const track = await stage.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', provider: 'suno', creditsRefunded: 0 });
    expect(track.versions).toHaveLength(2);
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-2] [GEN-3] whose reply is lost after acceptance is found by its callback and billed once', async () => {
    stage.suno.control.script({ on: 'submit', do: { fault: 'accept-then-reset' } });
    const id = await stage.test.admit();
    const track = await stage.until(id, ended);
    expect(track).toMatchObject({ status: 'completed' });
    expect(track.taskId).not.toBeNull();
    expect(stage.billed()).toBe(1);
  });

  it('[CAL-4] whose callback comes before its reply knows its task already', async () => {
    stage.suno.control.script({ on: 'callback', do: { fault: 'before-reply' } });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-3] whose worker dies between submit and reply is found by its callback, billed once', async () => {
    stage.suno.control.script({ on: 'callback', times: 'always', do: { fault: 'delay', ms: 20_000 } });
    stage.suno.control.script({ on: 'submit', do: { fault: 'delay', ms: 5_000 } });
    const id = await stage.test.admit();
    await stage.pass(1_000);
    await stage.test.node.kill();
    const survivor = stage.another();
    stage.receiver = survivor.engine;
    await survivor.engine.start();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-3] whose worker dies between reply and write is found by its callback, billed once', async () => {
    stage.suno.control.script({ on: 'callback', times: 'always', do: { fault: 'delay', ms: 20_000 } });
    let replies = 0;
    stage.afterReply = async () => {
      replies += 1;
      await stage.test.node.kill();
    };
    const id = await stage.test.admit();
    await stage.pass(2_000);
    expect([replies, stage.billed()]).toEqual([1, 1]);
    expect((await stage.test.read(id)).taskId).toBeNull();
    const survivor = stage.another();
    stage.receiver = survivor.engine;
    await survivor.engine.start();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-2] [GEN-3] two workers on one row make one attempt', async () => {
    const other = stage.another();
    await other.engine.start();
    const ids = await Promise.all(Array.from({ length: 8 }, () => stage.test.admit()));
    for (const id of ids) expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(ids.length);
    await other.kill();
  });
});

describe('a submit to Suno that cannot be reached by callbacks', () => {
  const stage = useSunoStage({ callbacks: false, settings: { maxProcessingMs: 60_000 } });

  it('[GEN-3] whose reply is lost is never sent again: refund, and an orphan that is counted', async () => {
    stage.suno.control.script({ on: 'submit', do: { fault: 'accept-then-reset' } });
    const id = await stage.test.admit();
    const track = await stage.until(id, ended, 2_000);
    expect(track).toMatchObject({
      status: 'failed',
      error: { code: 'OUTCOME_UNKNOWN', message: expect.stringContaining('credits came back') as string },
      creditsRefunded: 1,
    });
    expect(stage.billed()).toBe(1);
    expect((await stage.test.engine.readOverview()).orphans).toEqual({ open: 1, claimed: 0 });
    expect(await stage.test.engine.listOrphans(10)).toMatchObject([{ trackId: id, status: 'unknown' }]);
  });
});
