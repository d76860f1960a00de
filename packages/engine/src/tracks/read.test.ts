import { describe, expect, it } from 'vitest';
import { encodeCursor } from '../cursor.ts';
import type { TrackQuery } from '../engine.ts';
import { newcomer } from '../testing/callers.ts';
import { useTestEngine } from '../testing/use-test-engine.ts';

const all: TrackQuery = {
  limit: 100,
  cursor: null,
  status: null,
  provider: null,
  search: null,
  sourceTrackId: null,
};

describe('reading tracks', () => {
  const stage = useTestEngine({ started: false });

  it('[SEC-1] shows nobody else’s track, in no way', async () => {
    const { test } = stage;
    const [owner, other] = [newcomer(), newcomer()];
    const id = await test.admit({}, owner);
    expect(await test.engine.readTrack(owner.userId, id)).not.toBeNull();
    expect(await test.engine.readTrack(other.userId, id)).toBeNull();
    expect((await test.engine.listTracks(other.userId, all))!.data).toEqual([]);
    expect(await test.engine.removeTrack(other.userId, id)).toEqual({ kind: 'not-found' });
    expect(await test.engine.retryTrack({ caller: other, idempotencyKey: null }, id, {})).toEqual({
      kind: 'not-found',
    });
    expect(await test.engine.waitForTrack(other.userId, id, AbortSignal.timeout(1))).toBeNull();
  });

  it('[PERF-1] pages by key: tracks made meanwhile, even at the same moment, shift nothing', async () => {
    const { test } = stage;
    const caller = newcomer();
    const ids: string[] = [];
    const more = async () => ids.push(await test.admit({}, caller));
    for (let i = 0; i < 7; i += 1) await more();
    const expected = [...ids].sort().reverse();
    const seen: string[] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const found = await test.engine.listTracks(caller.userId, { ...all, limit: 2, cursor });
      seen.push(...found!.data.map(({ id }) => id));
      cursor = found!.nextCursor;
      test.clock.advance(3_000);
      if (page < 3) await test.admit({}, caller);
    }
    expect(seen).toEqual(expected);
    expect(cursor).toBeNull();
  });

  it('[SEC-1] a cursor of another user shows only one’s own', async () => {
    const { test } = stage;
    const [one, two] = [newcomer(), newcomer()];
    for (const caller of [one, two, one, two]) await test.admit({}, caller);
    const { nextCursor } = (await test.engine.listTracks(one.userId, { ...all, limit: 1 }))!;
    const page = (await test.engine.listTracks(two.userId, { ...all, cursor: nextCursor }))!;
    expect(page.data.length).toBeLessThanOrEqual(2);
    const mine = await Promise.all(page.data.map(({ id }) => test.engine.readTrack(two.userId, id)));
    expect(mine.every((track) => track !== null)).toBe(true);
  });

  const id = '0198a7c0-0000-7000-8000-000000000001';
  it.each([
    '',
    'x',
    '💿',
    'bnVsbA',
    encodeCursor([]),
    encodeCursor(['1']),
    encodeCursor(['2026-03-01T12:00:00.000000Z', 'x']),
    encodeCursor(['2026-02-31T12:00:00.000000Z', id]),
    encodeCursor(['2026-13-01T12:00:00.000000Z', id]),
    encodeCursor(['2026-03-01T25:00:00.000000Z', id]),
    encodeCursor(['0000-01-01T00:00:00.000000Z', id]),
    encodeCursor(["2026-03-01T12:00:00.000000Z'; --", id]),
    encodeCursor([id, '2026-03-01T12:00:00.000000Z']),
  ])('[SEC-5] a cursor that is none (%#) is refused, not an error', async (cursor) => {
    expect(await stage.test.engine.listTracks('alice', { ...all, cursor })).toBeNull();
  });

  it('finds words anywhere, takes % and _ as they stand, and filters by status and provider', async () => {
    const { test } = stage;
    const caller = newcomer();
    const find = async (query: Partial<TrackQuery>) =>
      (await test.engine.listTracks(caller.userId, { ...all, ...query }))!.data.map(({ prompt }) => prompt);
    await test.admit({ prompt: '100% rain' }, caller);
    test.clock.advance(1);
    const snow = await test.admit({ prompt: 'snow', title: 'Ice_cold', styleTags: ['Lo-Fi beats'] }, caller);
    test.clock.advance(1);
    await test.admit({ prompt: 'back\\slash', provider: 'scripted-inline' }, caller);
    expect(await find({ search: 'RAIN' })).toEqual(['100% rain']);
    expect(await find({ search: '0%' })).toEqual(['100% rain']);
    expect(await find({ search: 'e_c' })).toEqual(['snow']);
    expect(await find({ search: 'lo-fi' })).toEqual(['snow']);
    expect(await find({ search: 'k\\s' })).toEqual(['back\\slash']);
    expect(await find({ search: '_' })).toEqual(['snow']);
    expect(await find({ search: 'sn\0ow' })).toEqual(['snow']);
    await test.engine.cancelTrack(caller.userId, snow);
    expect(await find({ status: 'cancelled' })).toEqual(['snow']);
    expect(await find({ provider: 'scripted-inline' })).toEqual(['back\\slash']);
  });
});

describe('waiting for a track', () => {
  const stage = useTestEngine();

  it('resolves once it is finished, and with the track as it is when the wait ends', async () => {
    const { test, upstream } = stage;
    const id = await test.admit();
    const signal = new AbortController();
    const waiting = test.engine.waitForTrack('alice', id, signal.signal);
    await test.until(id, ({ status }) => status === 'completed');
    expect((await waiting)!.status).toBe('completed');
    upstream.script({ steps: [{ status: 'running' }] });
    const other = await test.admit();
    const impatient = test.engine.waitForTrack('alice', other, signal.signal);
    await test.settle();
    signal.abort();
    expect((await impatient)!.status).not.toBe('completed');
    expect((await test.engine.waitForTrack('alice', other, signal.signal))!.id).toBe(other);
    await test.engine.cancelTrack('alice', other);
  });

  it('sees what another process did', async () => {
    const { test } = stage;
    await test.engine.stop();
    const id = await test.admit();
    const waiting = test.engine.waitForTrack('alice', id, new AbortController().signal);
    await test.another().engine.start();
    await test.until(id, ({ status }) => status === 'completed');
    await test.pass(1_500);
    expect((await waiting)!.status).toBe('completed');
  });
});
