import { describe, expect, it } from 'vitest';
import type { Snapshot } from '@impresario/provider';
import { createFarPuppet, postCallback } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { alice, eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const far = createFarPuppet();
const succeeded: Snapshot = {
  state: 'succeeded',
  raw: 's',
  clips: [clip({ audio: { kind: 'url', url: 'https://far.example/song.mp3' } })],
};

describe('a process that admits and one that works', () => {
  const stage = useTestEngine({
    started: false,
    settings: { defaultProvider: 'far', callbackBaseUrl: 'https://us.example' },
    providers: () => {
      far.reset();
      return [far.provider];
    },
    download: async () => ({ body: once(mp3('song').bytes), mimeType: 'audio/mpeg' }),
  });

  it('[GEN-8] need no look to find each other’s work, where one tells and the other hears', async () => {
    const { test } = stage;
    const [{ engine: api }, { engine: worker }] = [test.another(), test.another()];
    api.onWork(() => worker.hear('work'));
    worker.onEvents(() => api.hear('events'));
    await worker.start();
    await test.settle();
    const startedAt = test.clock.now();

    const callCount = far.calls.length;
    const body = { prompt: 'a song' };
    const admission = await api.admit({ caller: alice, body, idempotencyKey: null });
    const id = admission.kind === 'admitted' ? admission.trackId : '';
    const submit = await eventually(async () => far.calls[callCount], Boolean);
    submit?.answer({ kind: 'accepted', handle: { taskId: 'task', data: {} } });
    const { signal } = new AbortController();
    await api.waitForTrack(alice.userId, id, signal, ({ taskId }) => taskId === 'task');
    await postCallback(api, submit?.call.correlation ?? '', { task: 'task', snapshot: succeeded });
    expect(await api.waitForTrack(alice.userId, id, signal)).toMatchObject({ status: 'completed' });
    // No time has passed, so nobody has looked by itself.
    expect(test.clock.now()).toEqual(startedAt);
  });

  it('find it by the look where no word comes', async () => {
    const { test } = stage;
    const [{ engine: api }, { engine: worker }] = [test.another(), test.another()];
    await worker.start();
    await test.settle();
    const callCount = far.calls.length;
    const body = { prompt: 'a song' };
    await api.admit({ caller: alice, body, idempotencyKey: null });
    await test.settle();
    expect(far.calls).toHaveLength(callCount);
    await test.pass(1_000);
    expect(far.calls).toHaveLength(callCount + 1);
  });
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}
