import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ended, useSunoStage, type SunoStage } from './suno-stage.ts';

const secret = 'a-secret-of-the-webhook';

async function correlationOf({ test }: SunoStage, trackId: string): Promise<string> {
  const attempt = await test.db.kysely
    .selectFrom('attempts')
    .select('correlation')
    .where('track_id', '=', trackId)
    .executeTakeFirstOrThrow();
  return attempt.correlation;
}

/** A `complete` callback as Suno posts it, with addresses of our own. */
function forgedCallback(taskId: string, audio = 'https://evil.example/song.mp3') {
  const clip = (id: string) => ({ id, audio_url: audio, title: 'Forged', duration: 3 });
  return {
    code: 200,
    msg: 'All generated successfully.',
    data: { callbackType: 'complete', task_id: taskId, data: [clip('x1'), clip('x2')] },
  };
}

describe('callbacks of Suno', () => {
  const stage = useSunoStage();
  const rule = (fault: object, more: object = {}) =>
    stage.suno.control.script({ on: 'callback', do: fault as never, ...more });

  it('[CAL-1] [I13] five times each have their effect once', async () => {
    rule({ fault: 'duplicate', times: 5 }, { times: 'always' });
    const id = await stage.test.admit();
    const track = await stage.until(id, ended);
    expect(track.status).toBe('completed');
    await stage.pass(2_000);
    expect(await stage.test.read(id)).toEqual(track);
    const { rows } = await stage.test.db.pool.query('select count(*)::integer as n from callbacks');
    expect(rows[0]).toEqual({ n: 3 });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-5] `first` twice, then `complete` before `text`, come to the same end', async () => {
    rule({ fault: 'reorder' }, { match: { callbackType: 'text' } });
    rule({ fault: 'duplicate', times: 2 }, { match: { callbackType: 'first' } });
    const id = await stage.test.admit();
    const track = await stage.until(id, ended);
    expect(track.versions.map(({ audio }) => audio !== null)).toEqual([true, true]);
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-8] that are all lost are made up for by looking', async () => {
    rule({ fault: 'lose' }, { times: 'always' });
    const id = await stage.test.admit();
    expect(await stage.until(id, ended, 1_000)).toMatchObject({ status: 'completed' });
    expect(stage.billed()).toBe(1);
  });

  it('[GEN-8] that come nine minutes late find the song finished and change nothing', async () => {
    rule({ fault: 'delay', ms: 540_000 }, { times: 'always' });
    const id = await stage.test.admit();
    const track = await stage.until(id, ended, 1_000);
    expect(track.status).toBe('completed');
    await stage.pass(560_000, 10_000);
    expect(await stage.test.read(id)).toEqual(track);
    expect(stage.billed()).toBe(1);
  });

  it('[CAL-2] without a secret are hints: forged audio is looked up and never taken', async () => {
    stage.suno.control.script({ on: 'callback', times: 'always', do: { fault: 'lose' } });
    const id = await stage.test.admit();
    const { taskId } = await stage.until(id, (track) => track.taskId !== null);
    const correlation = await correlationOf(stage, id);
    expect(await stage.post(`/webhooks/suno/${correlation}`, forgedCallback(taskId!))).toBe(200);
    const track = await stage.until(id, ended);
    expect(track.versions.map(({ providerClipId }) => providerClipId)).not.toContain('x1');
    expect(track.title).not.toBe('Forged');
  });

  it('[CAL-2] [SEC-1] for another user’s track do nothing to either', async () => {
    stage.suno.control.script({ on: 'callback', times: 'always', do: { fault: 'lose' } });
    stage.suno.control.script({ on: 'task', times: 2, do: { fault: 'never-finishes' } });
    const [mine, hers] = [await stage.test.admit(), await stage.test.admit()];
    await stage.until(mine, (track) => track.taskId !== null);
    const { taskId } = await stage.until(hers, (track) => track.taskId !== null);
    // The correlation of one, the task of the other.
    await stage.post(`/webhooks/suno/${await correlationOf(stage, mine)}`, forgedCallback(taskId!));
    await stage.pass(1_000);
    const { rows } = await stage.test.db.pool.query('select status, reason from callbacks');
    expect(rows).toEqual([{ status: 'ignored', reason: 'its task is another than that of its address' }]);
    for (const id of [mine, hers]) {
      const { status, versions } = await stage.test.read(id);
      expect(status).toBe('processing');
      expect(versions.map(({ providerClipId }) => providerClipId)).not.toContain('x1');
    }
  });
});

describe('callbacks of Suno with a secret', () => {
  const stage = useSunoStage({ webhookSecret: secret });

  it('[CAL-2] rightly signed bring the song with a look or two as a safety net', async () => {
    const id = await stage.test.admit();
    expect(await stage.until(id, ended)).toMatchObject({ status: 'completed' });
    const { tasks } = stage.suno.control.state();
    expect(tasks[0]!.polls).toBeLessThanOrEqual(2);
  });

  it.each(['forge', 'stale'] as const)(
    '[CAL-2] %sd are refused, and looking finds the song',
    async (fault) => {
      stage.suno.control.script({ on: 'callback', times: 'always', do: { fault } });
      const id = await stage.test.admit();
      expect(await stage.until(id, ended, 1_000)).toMatchObject({ status: 'completed' });
      if (fault === 'forge') {
        expect(stage.suno.control.state().tasks[0]!.callbacks.map(({ answer }) => answer)).toContain(401);
      }
      expect(stage.billed()).toBe(1);
    },
  );

  it('[CAL-4] for a task not yet known are kept, and applied once it is', async () => {
    const body = JSON.stringify(forgedCallback('unknown-task'));
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const receipt = await stage.test.engine.receiveCallback({
      provider: 'suno',
      correlation: null,
      headers: { 'x-suno-signature': signature },
      body: Buffer.from(body),
    });
    expect(receipt).toEqual({ kind: 'stored', known: false });
    await stage.pass(1_000);
    const { rows } = await stage.test.db.pool.query('select status, due_at from callbacks');
    expect(rows).toEqual([{ status: 'waiting', due_at: null }]);
  });
});
