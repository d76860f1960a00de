import { createHash } from 'node:crypto';
import type { Snapshot } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { createFarPuppet, postCallback } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const far = createFarPuppet();
const stage = useTestEngine({
  settings: { defaultProvider: 'far', callbackBaseUrl: 'https://us.example' },
  providers: () => {
    far.reset();
    return [far.provider];
  },
  download: async () => ({ body: once(mp3('song').bytes), mimeType: 'audio/mpeg' }),
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}

const audio = { kind: 'url', url: 'https://far.example/song.mp3' } as const;
const succeeded: Snapshot = { state: 'succeeded', raw: 's', clips: [clip({ audio })] };
const post = (correlation: string | null, task: string, signature: string | null, more: object = {}) =>
  postCallback(stage.test.engine, correlation, { task, snapshot: succeeded, ...more }, signature);
const countRows = async () => (await stage.test.db.pool.query('select from callbacks')).rowCount;

describe('a callback that nobody vouches for', () => {
  it('[CAL-1] at no address of ours does not fill the disk: its sender may come again, and it is not kept', async () => {
    for (let n = 0; n < 3; n += 1) {
      expect(await post('nobody', 'task-1', null, { n })).toEqual({ kind: 'stored', known: false });
    }
    expect(await countRows()).toBe(0);
  });

  it('[CAL-2] and names a task as no provider does is refused, and is no fault of ours', async () => {
    far.far.takesUnsigned = true;
    const endless = Array.from({ length: 400 }, (_, n) =>
      createHash('sha256').update(String(n)).digest('hex'),
    ).join('');
    expect(await post(null, endless, null)).toEqual({ kind: 'missing-task-id' });
    expect(await post(null, endless, 'right')).toEqual({ kind: 'missing-task-id' });
    expect(await post('nobody', endless, 'right')).toEqual({ kind: 'stored', known: false });
  });

  it('[CAL-4] and of no task that is known yet is kept as long as there are not too many of them', async () => {
    Object.assign(far.far, { takesUnsigned: true, look: () => ({ kind: 'seen', snapshot: succeeded }) });
    const id = await stage.test.admit();
    await stage.test.settle();
    await post(null, 'task-1', null);
    await stage.test.db.pool.query(
      `insert into callbacks (id, provider, task_id, body, hash, trust, status, received_at)
       select gen_random_uuid(), 'far', 'unknown ' || n, '{}', '', 'hint', 'waiting', now() from generate_series(1, 999) n`,
    );
    expect(await post(null, 'task-2', null)).toEqual({ kind: 'stored', known: false });
    expect(await countRows()).toBe(1_000);
    // What is signed is never turned away, nor is what belongs to a task of ours.
    await post(null, 'task-3', 'right');
    expect(await countRows()).toBe(1_001);
    far.calls.at(-1)!.answer({ kind: 'accepted', handle: { taskId: 'task-1', data: {} } });
    await stage.test.settle();
    await post(null, 'task-1', null, { again: true });
    expect(await countRows()).toBe(1_002);
    const track = await stage.test.until(id, ({ status }) => status === 'completed', 50);
    expect(track.taskId).toBe('task-1');
  });
});
