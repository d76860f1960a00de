import type { BlobStore } from '@impresario/storage';
import { describe, expect, it } from 'vitest';
import { alice } from '../testing/test-engine.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const ended = (track: { status: string }) => !['pending', 'processing'].includes(track.status);

async function keysOf(blobs: BlobStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of blobs.list()) keys.push(key);
  return keys;
}

describe('retrying a track', () => {
  const stage = useTestEngine();
  const retry = (id: string, edits = {}, idempotencyKey: string | null = null) =>
    stage.test.engine.retryTrack({ caller: alice, idempotencyKey }, id, edits);

  it('[GEN-10] makes a new track of the same request with its own charge; the old one stays', async () => {
    const { test, upstream } = stage;
    upstream.next('submit', { do: 'error', status: 422, code: 'moderated' });
    const body = { prompt: 'rain', seed: 0, styleTags: ['a'], title: 'T' };
    const id = await test.admit(body);
    const failed = await test.until(id, ended);
    const again = await retry(id, { prompt: 'snow' }, 'retry-1');
    if (again.kind !== 'admitted') throw new Error(again.kind);
    expect(again.trackId).not.toBe(id);
    await test.until(again.trackId, ({ status }) => status === 'completed');
    expect(upstream.submits().at(-1)!.body).toMatchObject({ prompt: 'snow', seed: 0, title: 'T' });
    expect(await test.read(id)).toEqual(failed);
    expect(JSON.parse(again.response)).toMatchObject({ retriedFrom: id });
    expect(await test.read(again.trackId)).toMatchObject({ retriedFrom: id, sourceTrackId: null });
    const replay = await retry(id, { prompt: 'snow' }, 'retry-1');
    expect(replay).toMatchObject({ kind: 'admitted', replayed: true, trackId: again.trackId });
    expect((await retry(id, { prompt: 'hail' }, 'retry-1')).kind).toBe('idempotency-mismatch');
  });

  it('[IDM-2] answers a replay also when the old track is gone; the key of another request is refused', async () => {
    const { test } = stage;
    const asked = { prompt: 'rain' };
    const first = await test.submit(asked, alice, 'made');
    if (first.kind !== 'admitted') throw new Error(first.kind);
    await test.until(first.trackId, ended);
    const again = await retry(first.trackId, {}, 'again');
    if (again.kind !== 'admitted') throw new Error(again.kind);
    await test.until(again.trackId, ended);
    // The same content, but asked for as a new track and not as a repetition; and a repetition of another track.
    expect(await retry(first.trackId, {}, 'made')).toMatchObject({ kind: 'idempotency-mismatch' });
    expect(await test.submit(asked, alice, 'again')).toMatchObject({ kind: 'idempotency-mismatch' });
    expect(await retry(again.trackId, {}, 'again')).toMatchObject({ kind: 'idempotency-mismatch' });
    await test.engine.removeTrack('alice', first.trackId);
    const { response } = again;
    expect(await retry(first.trackId, {}, 'again')).toMatchObject({ replayed: true, response });
    expect(await retry(first.trackId, {}, 'other')).toEqual({ kind: 'not-found' });
  });

  it('[GEN-10] wants the track to be finished, and takes no id from the old one', async () => {
    const { test } = stage;
    const trackId = '0198a7c0-0000-7000-8000-00000000000a';
    await test.admit({ trackId });
    expect(await retry(trackId)).toMatchObject({ kind: 'illegal' });
    await test.engine.cancelTrack('alice', trackId);
    expect(await retry(trackId)).toMatchObject({ kind: 'admitted', replayed: false });
  });
});

describe('removing a track', () => {
  const stage = useTestEngine();

  it('[I12] takes its files away, and its key still answers as the first time', async () => {
    const { test } = stage;
    const first = await test.submit({}, alice, 'key');
    if (first.kind !== 'admitted') throw new Error(first.kind);
    const { versions } = await test.until(first.trackId, ended);
    expect(await test.engine.removeTrack('alice', first.trackId)).toMatchObject({ kind: 'done' });
    expect(await keysOf(test.blobs)).toEqual([]);
    expect(await test.engine.readFile(versions[0]!.audio!.key)).toBeNull();
    expect(await test.engine.readTrack('alice', first.trackId)).toBeNull();
    const { rows } = await test.db.pool.query<{ type: string; track: unknown; told: number; is: number }>(
      `select e.type, e.track, e.revision as told, t.revision as is from events e join tracks t on t.id = e.track_id
       where t.id = $1 order by e.revision desc limit 1`,
      [first.trackId],
    );
    expect(rows).toEqual([{ type: 'track.deleted', track: null, told: rows[0]!.is, is: rows[0]!.is }]);
    const again = await test.submit({}, alice, 'key');
    expect(again).toMatchObject({ replayed: true, response: first.response });
    expect(await test.engine.removeTrack('alice', first.trackId)).toEqual({ kind: 'not-found' });
    const page = await test.engine.listTransactions(alice, 10, null);
    expect(page!.data.map(({ type }) => type)).toEqual(['generation', 'grant']);
  });

  it('[I6] is refused while it is being made', async () => {
    const { test, upstream } = stage;
    upstream.script({ steps: [{ status: 'running' }] });
    const id = await test.admit();
    expect(await test.engine.removeTrack('alice', id)).toMatchObject({ kind: 'illegal' });
    await test.engine.cancelTrack('alice', id);
  });
});

describe('files that no row knows', () => {
  const old = new Date('2026-03-01T11:00:00.000Z');
  const stage = useTestEngine({
    // The store's files are as old as the test's clock says, not as the real one.
    blobs: (store) => ({
      ...store,
      async *list() {
        for await (const blob of store.list()) yield { ...blob, modifiedAt: old };
      },
    }),
  });

  it('[I12] are removed after a grace, while known and unfinished ones stay', async () => {
    const { test, upstream } = stage;
    const id = await test.admit({ variants: 1 });
    await test.until(id, ended);
    const known = await keysOf(test.blobs);
    upstream.script({ steps: [{ status: 'running' }] });
    const open = await test.admit();
    const unfinished = `tracks/${open}/0/audio-0000.mp3`;
    const strange = [
      'tracks/x/0/audio.mp3',
      'tracks/0198a7c0-0000-7000-8000-00000000000b/0/audio.mp3',
      'else.bin',
    ];
    for (const key of [unfinished, ...strange]) await test.blobs.put(key, Buffer.from('x'));
    await test.pass(310_000, 1_000);
    expect((await keysOf(test.blobs)).sort()).toEqual([...known, unfinished].sort());
    await test.engine.cancelTrack('alice', open);
  });
});
