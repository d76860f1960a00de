import { createScriptedTaskProvider } from '@impresario/provider/conformance';
import { describe, expect, it } from 'vitest';
import { clip } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

describe('a look at a task', () => {
  const stage = useTestEngine({ settings: { maxProcessingMs: 60_000 } });
  const calls = (call: string) => stage.upstream.requests.filter((request) => request.call === call).length;

  it.each([
    ['an answer of 503', { do: 'error', status: 503 }],
    ['HTML', { do: 'html' }],
    ['cut off JSON', { do: 'truncated-json' }],
    ['nothing', { do: 'empty' }],
    ['404', { do: 'error', status: 404 }],
    ['401', { do: 'error', status: 401 }],
    ['a cut connection', { do: 'reset-after-body' }],
  ] as const)('[GEN-8] that brings %s never fails the track', async (_, fault) => {
    const { test, upstream } = stage;
    upstream.next('poll', fault, fault, fault);
    const id = await test.admit();
    expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
    expect(calls('submit')).toBe(1);
  });

  it('[GEN-7] at the deadline is the last one: stopped upstream, failed, refunded', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running', progress: 0.3 }] });
    const id = await test.admit();
    const { deadlineAt } = await test.until(id, (track) => track.status === 'processing');
    const track = await test.until(id, ended, 500);
    await test.settle();
    expect(track).toMatchObject({
      status: 'failed',
      error: { code: 'PROCESSING_TIMEOUT' },
      creditsRefunded: 1,
    });
    expect(Date.parse(track.completedAt!) - Date.parse(deadlineAt)).toBeLessThan(2_000);
    expect(upstream.tasks[0]!.canceled).toBe(true);
    expect(calls('poll')).toBeLessThanOrEqual(8);
  });

  it('[GEN-7] at the deadline still takes a song that is ready', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const id = await test.admit();
    const { deadlineAt } = await test.until(id, (track) => track.status === 'processing');
    await test.pass(Date.parse(deadlineAt) - test.clock.now().getTime() - 300, 300);
    upstream.setStep(upstream.tasks[0]!.taskId, { status: 'succeeded' });
    expect(await test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(calls('cancel')).toBe(0);
  });

  it('[PRO-5] that shows an unknown word goes on, and is written in the log', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'marinating' }, { status: 'seasoning' }, { status: 'succeeded' }] });
    const id = await test.admit();
    expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
  });

  it('[PRO-5] that only ever shows an unknown word ends at the deadline', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'marinating' }] });
    const id = await test.admit();
    expect(await test.until(id, ended, 500)).toMatchObject({ error: { code: 'PROCESSING_TIMEOUT' } });
  });

  it('[GEN-5] that shows the first clip makes it playable while the track goes on', async () => {
    const { test, upstream } = stage;
    upstream.script({
      steps: [
        { status: 'running' },
        { status: 'first', progress: 0.7 },
        { status: 'running' },
        { status: 'running' },
      ],
    });
    const id = await test.admit({ variants: 2 });
    const early = await test.until(id, (track) => track.versions.length > 0);
    expect(early.status).toBe('processing');
    expect(early.versions[0]).toMatchObject({ isPrimary: true, audio: null });
    expect(early.versions[0]!.streamUrl).toMatch(/^http/);
    await test.pass(20_000);
    expect((await test.read(id)).status).toBe('processing');
    upstream.setStep(upstream.tasks[0]!.taskId, { status: 'succeeded' });
    const done = await test.until(id, ended);
    expect(done.versions.map(({ streamUrl }) => streamUrl)).toEqual([null, null]);
    expect(done.versions.every(({ audio }) => audio !== null)).toBe(true);
  });

  it('[GEN-5] words about clips are no versions yet', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running', progress: 0.1 }] });
    const id = await test.admit({ variants: 2 });
    expect((await test.until(id, (track) => track.progress === 0.1)).versions).toEqual([]);
    await test.engine.cancelTrack('alice', id);
  });

  it('[GEN-5] variants may come in any order, and one may not come at all', async () => {
    const { test, upstream } = stage;
    const file = (name: string) => `${upstream.baseUrl}/files/${name}`;
    const id = await test.admit({ variants: 3 });
    await upstream.arrived('submit');
    const { taskId } = upstream.tasks[0]!;
    const shown = (status: string, ready: readonly number[]) => ({
      do: 'json' as const,
      body: {
        taskId,
        status,
        clips: [0, 1, 2].map((i) => ({
          id: `clip-${i}`,
          audioUrl: ready.includes(i) ? file(`${taskId}-${i}.mp3`) : null,
        })),
      },
    });
    upstream.next('poll', shown('running', [2]), shown('running', [1, 2]), shown('running', [0, 2]));
    const first = await test.until(id, (track) => track.versions.length === 1);
    expect(first.versions[0]).toMatchObject({ variantIndex: 2, isPrimary: true });
    const second = await test.until(id, (track) => track.versions.length === 2);
    expect(second.versions.map(({ isPrimary }) => isPrimary)).toEqual([true, false]);
    expect(await test.until(id, ended, 500)).toMatchObject({ status: 'completed' });
    expect((await test.read(id)).versions.map(({ isPrimary }) => isPrimary)).toEqual([true, false, false]);
  });

  it('[GEN-5] [I11] a first variant that was promised and never came leaves the next as primary', async () => {
    const { test } = stage;
    const provider = createScriptedTaskProvider(stage.upstream);
    let looks = 0;
    const url = () => `${stage.upstream.baseUrl}/files/${stage.upstream.tasks[0]!.taskId}-0.mp3`;
    const odd = {
      ...provider,
      poll: async () => {
        looks += 1;
        const early = [0, 1].map((variantIndex) => clip({ variantIndex, streamUrl: url(), audio: null }));
        const done = [early[0]!, clip({ variantIndex: 1, audio: { kind: 'url' as const, url: url() } })];
        const snapshot =
          looks < 2
            ? { state: 'running' as const, raw: 'r', progress: null, clips: early }
            : { state: 'succeeded' as const, raw: 's', clips: done };
        return { kind: 'seen' as const, snapshot };
      },
    };
    await test.engine.stop();
    await test.another([odd]).engine.start();
    const id = await test.admit();
    const track = await test.until(id, ended);
    expect(track).toMatchObject({ status: 'completed', title: 'A song' });
    expect(track.versions).toMatchObject([{ variantIndex: 1, isPrimary: true }]);
  });

  it('[GEN-4] progress never goes back, whatever the provider says', async () => {
    const { test, upstream } = stage;
    const steps = [0.1, 0.5, 0.2, 7, 0.4].map((progress) => ({ status: 'running', progress }));
    upstream.script({ steps: [...steps, { status: 'succeeded' }] });
    const id = await test.admit();
    await test.until(id, ended, 500);
    const { rows } = await test.db.pool.query<{ progress: number | null }>(
      "select (track ->> 'progress')::float8 as progress from events where track_id = $1 order by revision",
      [id],
    );
    const said = rows.flatMap(({ progress }) => (progress === null ? [] : [progress]));
    expect(said).toEqual([...said].sort((a, b) => a - b));
    expect(said).toContain(0.5);
    expect(said.at(-1)).toBe(1);
  });

  it('[GEN-11] text that no database keeps does not keep a song from being finished', async () => {
    const { test, upstream } = stage;
    upstream.script({ variants: 1 });
    const id = await test.admit();
    await upstream.arrived('submit');
    const { taskId } = upstream.tasks[0]!;
    const audioUrl = `${upstream.baseUrl}/files/${taskId}-0.mp3`;
    const clips = [{ id: 'a\0b', title: 'nul \0 and half \ud83d', lyrics: '\udc00', audioUrl }];
    upstream.always('poll', () => ({ do: 'json', body: { taskId, status: 'succeeded', clips } }));
    const track = await test.until(id, ended, 500);
    expect(track).toMatchObject({ status: 'completed', title: 'nul  and half \ufffd' });
  });
});
