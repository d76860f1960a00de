import { createScriptedInlineProvider, createScriptedTaskProvider } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { useTestEngine, type TestStage } from '../testing/use-test-engine.ts';

/** Seconds between the beginnings of a track's attempts, and their statuses. */
async function attemptsOf({ test }: TestStage, trackId: string) {
  const rows = await test.db.kysely
    .selectFrom('attempts')
    .select(['status', 'created_at', 'failure'])
    .where('track_id', '=', trackId)
    .orderBy('number')
    .execute();
  const seconds = rows.map(({ created_at }) => created_at.getTime() / 1000);
  return {
    statuses: rows.map(({ status }) => status),
    pauses: seconds.slice(1).map((at, i) => at - seconds[i]!),
  };
}

async function ledgerOf({ test }: TestStage, trackId: string) {
  const { rows } = await test.db.pool.query<{ type: string; amount: number }>(
    'select type, amount from credit_transactions where track_id = $1 order by number',
    [trackId],
  );
  return rows.map(({ type, amount }) => `${type} ${amount}`);
}

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

describe('a submit', () => {
  const stage = useTestEngine({
    settings: {
      maxQueueMs: 120_000,
      maxProcessingMs: 30_000,
      submitTimeoutMs: 5_000,
      inlineSubmitTimeoutMs: 60_000,
    },
  });

  it('[GEN-9] waits for Retry-After and then succeeds, charged once', async () => {
    const { test, upstream } = stage;
    upstream.next('submit', { do: 'error', status: 429, retryAfterSeconds: 17 });
    const id = await test.admit();
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', creditsRefunded: 0 });
    const { statuses, pauses } = await attemptsOf(stage, id);
    expect(statuses).toEqual(['failed', 'finished']);
    expect(pauses[0]).toBeGreaterThanOrEqual(17);
    expect(pauses[0]).toBeLessThan(18);
    expect(await ledgerOf(stage, id)).toEqual(['generation -1000']);
  });

  it('[GEN-9] tries again 5 times when nothing can be reached, then fails with a refund', async () => {
    const { test, upstream } = stage;
    const unreachable = createScriptedTaskProvider({ baseUrl: 'http://127.0.0.1:3', apiKey: '' });
    const other = test.another([unreachable]).engine;
    await test.engine.stop();
    await other.start();
    const id = await test.admit();
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'NETWORK_ERROR' }, creditsRefunded: 1 });
    const { statuses, pauses } = await attemptsOf(stage, id);
    expect(statuses).toEqual(Array.from({ length: 6 }, () => 'failed'));
    expect(pauses.map(Math.floor)).toEqual([1, 2, 4, 8, 16]);
    expect(upstream.submits()).toHaveLength(0);
    expect(await ledgerOf(stage, id)).toEqual(['generation -1000', 'refund 1000']);
  });

  it.each([
    [422, 'moderated', 'MODERATED'],
    [400, undefined, 'PROVIDER_REJECTED'],
    [401, undefined, 'PROVIDER_AUTH'],
    [402, undefined, 'PROVIDER_NO_CREDIT'],
  ])('[GEN-9] makes one request when it is answered %d %s', async (status, code, expected) => {
    const { test, upstream } = stage;
    upstream.always('submit', () => ({ do: 'error', status, ...(code && { code }) }));
    const id = await test.admit();
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'failed', error: { code: expected }, creditsRefunded: 1 });
    expect(upstream.submits()).toHaveLength(1);
  });

  it.each(['submit', 'inline'] as const)(
    '[GEN-7] [GEN-9] ends when a provider (%s) is busy for ever',
    async (call) => {
      const { test, upstream } = stage;
      upstream.always(call, () => ({ do: 'error', status: 503 }));
      const id = await test.admit({ provider: call === 'submit' ? 'scripted' : 'scripted-inline' });
      const track = await test.until(id, ended, 1_000);
      expect(track).toMatchObject({
        status: 'failed',
        error: { code: 'PROVIDER_RATE_LIMITED' },
        creditsRefunded: 1,
      });
    },
  );

  it.each(['lose-reply', 'hang'] as const)(
    '[GEN-3] finds the task of a reply that was lost (%s): one request, one song',
    async (fault) => {
      const { test, upstream } = stage;
      upstream.next('submit', { do: fault });
      const id = await test.admit({ variants: 2 });
      const track = await test.until(id, ended, 500);
      expect(track).toMatchObject({ status: 'completed', taskId: upstream.tasks[0]!.taskId });
      expect(upstream.submits()).toHaveLength(1);
      expect(await attemptsOf(stage, id)).toMatchObject({ statuses: ['finished'] });
    },
  );

  it('[GEN-3] a look-up that fails or knows nothing yet is made again until it finds the task', async () => {
    const { test, upstream } = stage;
    upstream.next('submit', { do: 'lose-reply' });
    upstream.next('find', { do: 'html' }, { do: 'json', body: { taskId: null } }, { do: 'reset-after-body' });
    const id = await test.admit();
    expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
    expect(upstream.submits()).toHaveLength(1);
    expect(upstream.requests.filter(({ call }) => call === 'find')).toHaveLength(4);
  });

  it.each(['truncated-json', 'empty', 'html', 'reset-after-body'] as const)(
    '[GEN-3] [I9] where nobody can be asked, %s is waited out: OUTCOME_UNKNOWN, a refund, an orphan on record',
    async (fault) => {
      const { test, upstream } = stage;
      const mute = { ...createScriptedTaskProvider(upstream), find: undefined } as never;
      await test.engine.stop();
      await test.another([mute]).engine.start();
      upstream.next('submit', { do: fault });
      const id = await test.admit();
      const early = await test.until(id, (track) => track.revision > 1);
      const track = await test.until(id, ended, 1_000);
      expect(track).toMatchObject({
        status: 'failed',
        error: { code: 'OUTCOME_UNKNOWN' },
        creditsRefunded: 1,
      });
      expect(Date.parse(track.updatedAt)).toBeGreaterThanOrEqual(Date.parse(early.deadlineAt));
      expect(upstream.submits()).toHaveLength(1);
      expect(await attemptsOf(stage, id)).toMatchObject({ statuses: ['unknown'] });
    },
  );

  it('[GEN-9] makes a new attempt when the provider itself declared the task failed', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'failed', error: 'gpu_on_fire' }] });
    const id = await test.admit();
    await test.until(id, (track) => track.stage === 'Waiting to try again');
    upstream.script({ steps: [{ status: 'succeeded' }] });
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed', creditsCharged: 1 });
    expect(await attemptsOf(stage, id)).toMatchObject({ statuses: ['failed', 'finished'] });
    expect(await ledgerOf(stage, id)).toEqual(['generation -1000']);
  });

  it('[GEN-9] gives up after 3 more tasks that fail', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'failed', error: 'gpu_on_fire' }] });
    const id = await test.admit();
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'PROVIDER_ERROR' }, creditsRefunded: 1 });
    expect(upstream.submits()).toHaveLength(4);
  });

  it('[PRO-5] a moderated task is not begun again', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }, { status: 'failed', error: 'moderated' }] });
    const id = await test.admit();
    expect(await test.until(id, ended)).toMatchObject({ error: { code: 'MODERATED' }, creditsRefunded: 1 });
    expect(upstream.submits()).toHaveLength(1);
  });

  it('[GEN-5] an inline success without audio is no completion', async () => {
    const { test, upstream } = stage;
    upstream.next('inline', { do: 'json', body: { clips: [] } });
    const id = await test.admit({ provider: 'scripted-inline' });
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'failed', error: { code: 'OUTPUT_INVALID' }, creditsRefunded: 1 });
    expect(upstream.submits()).toHaveLength(1);
  });
});

describe('the queue', () => {
  const limited = { concurrencyMax: 2 } as const;
  const stage = useTestEngine({
    settings: { maxQueueMs: 30_000 },
    providers: (upstream) => [
      createScriptedTaskProvider({ ...upstream, capabilities: limited }),
      createScriptedInlineProvider({ ...upstream, capabilities: limited }),
    ],
  });

  it('[GEN-7] ends a track that waits too long, with a refund, and the provider never hears of it', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const ids = await Promise.all([test.admit(), test.admit(), test.admit()]);
    await test.pass(31_000);
    const tracks = await Promise.all(ids.map((id) => test.read(id)));
    const late = tracks.filter(({ status }) => status === 'failed');
    expect(late).toHaveLength(1);
    expect(late[0]).toMatchObject({ error: { code: 'PROCESSING_TIMEOUT' }, creditsRefunded: 1 });
    expect(upstream.submits()).toHaveLength(2);
    for (const task of upstream.tasks) upstream.setStep(task.taskId, { status: 'succeeded' });
    for (const id of ids) await test.until(id, ended, 1_000);
  });

  it.each(['scripted', 'scripted-inline'])(
    '[LIM-1] never has more than concurrencyMax at %s',
    async (provider) => {
      const { test, upstream } = stage;
      upstream.script({ latencyMs: { inline: 5 }, steps: [{ status: 'running' }, { status: 'succeeded' }] });
      const ids = await Promise.all(Array.from({ length: 6 }, () => test.admit({ provider })));
      let most = 0;
      for (let left = 200; left > 0; left -= 1) {
        await test.settle();
        const { rows } = await test.db.pool.query<{ n: number }>(
          "select count(*) as n from attempts where status in ('sending', 'accepted')",
        );
        most = Math.max(most, rows[0]!.n);
        test.clock.advance(250);
        const { rows: open } = await test.db.pool.query('select 1 from tracks where due_at is not null');
        if (open.length === 0) break;
      }
      // An inline attempt may begin and end within one step of the clock.
      expect(most).toBeLessThanOrEqual(2);
      for (const id of ids) expect((await test.read(id)).status).toBe('completed');
    },
  );
});
