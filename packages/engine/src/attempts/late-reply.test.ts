import type { Snapshot } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { createFarPuppet } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);
const far = createFarPuppet();
const stage = useTestEngine({
  settings: { defaultProvider: 'far' },
  providers: () => {
    far.reset();
    return [far.provider];
  },
  download: async () => ({ body: once(mp3('song').bytes), mimeType: 'audio/mpeg' }),
});

async function* once(bytes: Uint8Array) {
  yield bytes;
}

const succeeded: Snapshot = {
  state: 'succeeded',
  raw: 's',
  clips: [clip({ audio: { kind: 'url', url: 'https://far.example/song.mp3' } })],
};

/** A track whose submit waits for the test's answer. */
async function begin() {
  const before = far.calls.length;
  const id = await stage.test.admit();
  await stage.test.settle();
  const { answer } = far.calls[before]!;
  const accept = async (taskId: string) => {
    answer({ kind: 'accepted', handle: { taskId, data: {} } });
    await stage.test.settle();
  };
  return { id, accept };
}

describe('a reply that comes after the claim was lost', () => {
  it('[GEN-3] [I10] still names the task, and nothing is sent twice', async () => {
    const { id, accept } = await begin();
    const sent = far.calls.length;
    // As after a pause longer than a lease: another process searches, finds nobody to ask, and would wait.
    await stage.test.db.pool.query('update tracks set lease_epoch = lease_epoch + 1 where id = $1', [id]);
    await accept('task-1');
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing', taskId: 'task-1' });
    far.far.look = () => ({ kind: 'seen', snapshot: succeeded });
    expect(await stage.test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(far.calls).toHaveLength(sent);
  });

  it('[GEN-3] also once somebody else has begun to search', async () => {
    const { id, accept } = await begin();
    const other = stage.test.another();
    await stage.test.db.pool.query('update tracks set lease_until = $1 where id = $2', [
      stage.test.clock.now(),
      id,
    ]);
    await other.engine.start();
    await stage.test.pass(1_000);
    const { rows: steps } = await stage.test.db.pool.query('select step from tracks where id = $1', [id]);
    expect(steps).toEqual([{ step: 'reconcile' }]);
    far.far.look = () => ({ kind: 'seen', snapshot: succeeded });
    await accept('task-1');
    expect(await stage.test.until(id, ended)).toMatchObject({ status: 'completed', taskId: 'task-1' });
  });
});
