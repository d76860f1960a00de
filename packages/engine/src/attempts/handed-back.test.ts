import { describe, expect, it } from 'vitest';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

describe('work that a stopping process hands back', () => {
  const stage = useTestEngine();

  it('[GEN-7] [GEN-8] is done again by the next, also the last look: our own stop ends no track', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const id = await test.admit();
    const { deadlineAt } = await test.until(id, (track) => track.status === 'processing');
    await test.pass(Date.parse(deadlineAt) - test.clock.now().getTime() - 300, 300);
    upstream.setStep(upstream.tasks[0]!.taskId, { status: 'succeeded' });
    upstream.next('poll', { do: 'hang' });
    const lookCount = () => upstream.requests.filter(({ call }) => call === 'poll').length;
    const before = lookCount();
    await test.until(id, () => lookCount() > before, 100);
    expect(test.clock.now().getTime()).toBeGreaterThanOrEqual(Date.parse(deadlineAt));
    await test.engine.stop();
    expect(await test.read(id)).toMatchObject({ status: 'processing', creditsRefunded: 0 });
    await test.another().engine.start();
    // Handed back and not left to its lease, which would last ten seconds.
    expect(await test.until(id, ended, 50)).toMatchObject({ status: 'completed' });
    expect(test.clock.now().getTime() - Date.parse(deadlineAt)).toBeLessThan(5_000);
  });
});

describe('files that a stopping process was fetching', () => {
  const far = createFarPuppet();
  let hangs = true;
  const stage = useTestEngine({
    settings: { defaultProvider: 'far' },
    providers: () => {
      far.reset();
      far.always(() => ({ kind: 'accepted', handle: { taskId: 'task-1', data: {} } }));
      return [far.provider];
    },
    download: (url, signal) =>
      hangs
        ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))))
        : Promise.resolve({ body: once(mp3(url).bytes), mimeType: null }),
  });

  it('[GEN-6] [GEN-8] are fetched by the next, however little time was left', async () => {
    const { test } = stage;
    const audio = { kind: 'url', url: 'https://far.example/a.mp3' } as const;
    far.far.look = () => ({
      kind: 'seen',
      snapshot: { state: 'succeeded', raw: 's', clips: [clip({ audio })] },
    });
    const id = await test.admit();
    const { deadlineAt } = await test.until(id, ({ stage: doing }) => doing === 'Storing the files');
    test.clock.advance(Date.parse(deadlineAt) - test.clock.now().getTime() - 1_000);
    await test.engine.stop();
    expect(await test.read(id)).toMatchObject({ status: 'processing', creditsRefunded: 0 });
    hangs = false;
    await test.another().engine.start();
    expect(await test.until(id, ended, 50)).toMatchObject({ status: 'completed' });
  });
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}
