import type { Snapshot } from '@impresario/provider';
import { describe, expect, it } from 'vitest';
import { createFarPuppet, postCallback, running } from '../testing/far-puppet.ts';
import { clip, mp3 } from '../testing/puppet-provider.ts';
import { eventually } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = ({ status }: { status: string }) => !['pending', 'processing'].includes(status);
const far = createFarPuppet();
const url = 'https://far.example/song.mp3';
const stage = useTestEngine({
  settings: { defaultProvider: 'far', callbackBaseUrl: 'https://us.example', maxProcessingMs: 60_000 },
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
  clips: [clip({ audio: { kind: 'url', url } })],
};
const payload = (task: string, snapshot: Snapshot = running, more: object = {}) => ({
  task,
  snapshot,
  ...more,
});
const post = (...args: Parameters<typeof postCallback> extends [unknown, ...infer Rest] ? Rest : never) =>
  postCallback(stage.test.engine, ...args);

interface Row {
  readonly status: string;
  readonly reason: string | null;
}
const rows = async () =>
  (await stage.test.db.pool.query<Row>('select status, reason from callbacks order by received_at, id')).rows;

/** A track whose submit waits for the test's answer. */
async function begin() {
  const before = far.calls.length;
  const id = await stage.test.admit();
  await stage.test.settle();
  const { answer, call } = far.calls[before]!;
  const accept = async (taskId: string) => {
    answer({ kind: 'accepted', handle: { taskId, data: {} } });
    await stage.test.settle();
  };
  return { id, correlation: call.correlation, callbackUrl: call.callbackUrl, accept };
}

describe('a callback that comes in', () => {
  it('[CAL-2] [CAL-3] is checked in this order: provider, signature, JSON, task; what is refused leaves nothing', async () => {
    const { engine } = stage.test;
    const none = { provider: 'nobody', correlation: null, headers: {}, body: Buffer.from('junk') };
    expect(await engine.receiveCallback(none)).toEqual({ kind: 'no-such-provider' });
    expect(await post(null, 'junk', null)).toEqual({ kind: 'missing-signature' });
    expect(await post('c', 'junk', 'wrong')).toEqual({ kind: 'invalid-signature' });
    for (const junk of ['', 'junk', '{"task":', '7', 'null', '"task"']) {
      expect(await post(null, junk)).toEqual({ kind: 'invalid-json' });
    }
    // Neither our stack nor PostgreSQL's is to be exhausted by what is stored.
    for (const deep of [
      '['.repeat(100_000) + ']'.repeat(100_000),
      `{"task":"t","a":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`,
    ]) {
      expect(await post(null, deep)).toEqual({ kind: 'invalid-json' });
    }
    const halfLetter = {
      provider: 'far',
      correlation: 'c',
      headers: {},
      body: Buffer.from([0x22, 0xff, 0x22]),
    };
    expect(await engine.receiveCallback(halfLetter)).toEqual({ kind: 'invalid-json' });
    expect(await post(null, {})).toEqual({ kind: 'missing-task-id' });
    expect(await rows()).toEqual([]);
  });

  it('[GEN-2] belongs to its attempt by the correlation in its address', async () => {
    const { id, correlation, callbackUrl, accept } = await begin();
    expect(callbackUrl).toBe(`https://us.example/webhooks/far/${correlation}`);
    expect(await post(correlation, payload('task-1'))).toEqual({ kind: 'stored', known: true });
    await stage.test.settle();
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing', taskId: 'task-1' });
    // The reply names the same task, and finds everything done.
    await accept('task-1');
    expect(await rows()).toEqual([{ status: 'applied', reason: null }]);
    await post(correlation, payload('task-1', succeeded));
    expect(await stage.test.until(id, ended)).toMatchObject({ status: 'completed' });
    expect(far.calls.at(-1)!.call.correlation).toBe(correlation);
  });

  it('[CAL-1] [I13] is one row however often it comes, and has its effect once', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    const before = await stage.test.read(id);
    const half = payload('task-1', { ...running, progress: 0.5 } as Snapshot);
    await Promise.all(Array.from({ length: 8 }, () => post(correlation, half)));
    await stage.test.settle();
    await post(correlation, half);
    await stage.test.settle();
    expect(await rows()).toHaveLength(1);
    expect(await stage.test.read(id)).toMatchObject({ progress: 0.5, revision: before.revision + 1 });
    await stage.test.engine.cancelTrack('alice', id);
  });

  it('[CAL-4] for a task not known yet waits, is woken by the handle, and is applied', async () => {
    const { id, accept } = await begin();
    expect(await post(null, payload('task-1', succeeded))).toEqual({ kind: 'stored', known: false });
    await stage.test.pass(5_000);
    expect(await rows()).toEqual([{ status: 'waiting', reason: null }]);
    await accept('task-1');
    expect(await stage.test.until(id, ended, 50)).toMatchObject({ status: 'completed' });
    expect(await rows()).toEqual([{ status: 'applied', reason: null }]);
  });

  it('[CAL-4] is not lost when it is stored in the moment in which its task becomes known', async () => {
    const { id, accept } = await begin();
    const posts = Array.from({ length: 12 }, (_, n) => post(null, payload('task-1', running, { n })));
    await Promise.all([accept('task-1'), ...posts]);
    await stage.test.pass(3_000);
    expect((await rows()).filter(({ status }) => status === 'waiting')).toEqual([]);
    await stage.test.engine.cancelTrack('alice', id);
  });
});

describe('a callback that cannot be used', () => {
  it('[SEC-1] is ignored with a reason: an address of nobody, another task than its own, nothing said', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    await post('nobody', payload('task-1'));
    await post(correlation, payload('task-2', succeeded));
    await post(correlation, { task: 'task-1' });
    await stage.test.pass(2_000);
    const reasons = (await rows()).map(({ status, reason }) => reason ?? status);
    // Nobody has the first one's address, so it waits until it is forgotten: it is signed.
    expect(reasons.sort()).toEqual([
      'it says nothing that can be used',
      'its task is another than that of its address',
      'waiting',
    ]);
    expect(await stage.test.read(id)).toMatchObject({ status: 'processing', taskId: 'task-1' });
    await stage.test.engine.cancelTrack('alice', id);
  });

  it('[CAL-2] [SEC-1] does not give an attempt whose reply is missing the task of another track', async () => {
    const [mine, theirs] = [await begin(), await begin()];
    await theirs.accept('task-theirs');
    await post(mine.correlation, payload('task-theirs', succeeded), null);
    await stage.test.settle();
    expect(await rows()).toEqual([{ status: 'ignored', reason: 'its task is that of another track' }]);
    await mine.accept('task-mine');
    await post(mine.correlation, payload('task-mine', succeeded));
    expect(await stage.test.until(mine.id, ended, 50)).toMatchObject({ taskId: 'task-mine' });
    await stage.test.engine.cancelTrack('alice', theirs.id);
  });

  it('[CAL-1] that breaks its reader is put aside, and those behind it are worked on', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    await post(correlation, { task: 'task-1', explode: true });
    stage.test.clock.advance(1);
    await post(correlation, payload('task-1', succeeded));
    expect(await stage.test.until(id, ended, 50)).toMatchObject({ status: 'completed' });
    expect(await rows()).toEqual([
      { status: 'ignored', reason: 'it could not be worked on' },
      { status: 'applied', reason: null },
    ]);
  });

  it('[I6] of a track that is over or removed changes nothing, and is done with', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    await post(correlation, payload('task-1', succeeded));
    const done = await stage.test.until(id, ended, 50);
    await post(correlation, payload('task-1', { ...running, progress: 0.1 } as Snapshot));
    await stage.test.settle();
    expect(await stage.test.read(id)).toEqual(done);
    await stage.test.engine.removeTrack('alice', id);
    await post(correlation, payload('task-1', { ...running, progress: 0.2 } as Snapshot));
    await stage.test.settle();
    expect(await rows()).toEqual(Array.from({ length: 3 }, () => ({ status: 'applied', reason: null })));
    expect(await stage.test.engine.readTrack('alice', id)).toBeNull();
  });
});

describe('working off callbacks', () => {
  const applied = async () => (await rows()).filter(({ status }) => status !== 'waiting').length;

  it('[LIM-3] [I16] takes 100 a minute of a provider over all processes; the others wait for theirs', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    const other = stage.test.another();
    await other.engine.start();
    for (let n = 0; n < 130; n += 10) {
      const ten = Array.from({ length: 10 }, (_, i) => n + i);
      await Promise.all(
        ten.map((k) =>
          postCallback([stage.test, other][k % 2]!.engine, correlation, payload('task-1', running, { k })),
        ),
      );
    }
    await stage.test.pass(5_000);
    expect(await applied()).toBe(100);
    await stage.test.pass(50_000, 5_000);
    expect(await applied()).toBe(100);
    await stage.test.pass(8_000, 1_000);
    expect(await applied()).toBe(130);
    await stage.test.until(id, ended, 5_000);
  });

  it('[I13] by two processes at once has the effect of each once', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    const other = stage.test.another();
    await other.engine.start();
    const before = (await stage.test.read(id)).revision;
    const progress = Array.from(
      { length: 20 },
      (_, k) => ({ ...running, progress: (k + 1) / 40 }) as Snapshot,
    );
    for (const seen of progress) {
      await Promise.all(
        [stage.test, other].map(({ engine }) => postCallback(engine, correlation, payload('task-1', seen))),
      );
    }
    await stage.test.settle();
    expect(await applied()).toBe(20);
    const track = await stage.test.read(id);
    expect(track.progress).toBe(0.5);
    expect(track.revision - before).toBeLessThanOrEqual(20);
    await stage.test.engine.cancelTrack('alice', id);
  });

  it('[GEN-4] overtakes a look that is under way, and the files are fetched at once', async () => {
    const { id, correlation, accept } = await begin();
    let answer = () => {};
    far.far.look = () =>
      new Promise((resolve) => {
        answer = () => resolve({ kind: 'seen', snapshot: running });
      });
    await accept('task-1');
    await stage.test.pass(2_500);
    expect(far.looks).toHaveLength(1);
    await post(correlation, payload('task-1', succeeded));
    await stage.test.settle();
    answer();
    await stage.test.settle();
    await stage.test.pass(1_000);
    expect(await stage.test.read(id)).toMatchObject({ status: 'completed' });
  });

  it('[CAL-2] looks once for a hint, not for as long as the instant lasts', async () => {
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    await post(correlation, payload('task-1'), null);
    await stage.test.settle();
    expect(far.looks.length).toBeLessThanOrEqual(2);
    await stage.test.pass(1_000);
    expect(far.looks).toHaveLength(2);
    await stage.test.engine.cancelTrack('alice', id);
  });

  it('[CAL-4] [LIM-3] gives up after a day on those whose task was never known, at no cost to others, and forgets all after a month', async () => {
    const dayMs = 24 * 3_600_000;
    await Promise.all(Array.from({ length: 101 }, (_, n) => post(null, payload('unknown', running, { n }))));
    // Housekeeping comes by now and then.
    const until = (wanted: (left: readonly Row[]) => boolean) =>
      eventually(
        () => stage.test.settle().then(rows),
        wanted,
        () => stage.test.clock.advance(301_000),
      );
    stage.test.clock.advance(dayMs);
    await until((left) => left.every(({ reason }) => reason === 'its task was never known'));
    const { id, correlation, accept } = await begin();
    await accept('task-1');
    await post(correlation, payload('task-1', succeeded));
    expect(await stage.test.until(id, ended, 50)).toMatchObject({ status: 'completed' });
    expect(await applied()).toBe(102);
    stage.test.clock.advance(30 * dayMs);
    await until((left) => left.length === 0);
  });
});
