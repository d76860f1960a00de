import type { Change, Submission, TrackQuery } from '@impresario/engine';
import { aTrackSnapshot } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, START, userToken, type TestHttp } from '../testing/open-test-http.ts';
import { admitted, completedTrack, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const route = `/v1/tracks/${TRACK_ID}`;
const unknown = [
  '/v1/tracks/01939d5e-0000-7000-8000-00000000ffff',
  '/v1/tracks/1',
  "/v1/tracks/'; drop table tracks",
];

describe('one track', () => {
  it('is told with an entity tag, and not told again while it is the same', async () => {
    const headers = { authorization: `Bearer ${await userToken({ exp: START.getTime() / 1000 + 86_400 })}` };
    let track = completedTrack;
    http = await openTestHttp({ engine: scriptedEngine({ readTrack: async () => track }) });
    const first = await http.request(route);
    const etag = first.headers.get('etag')!;
    expect(first.status).toBe(200);
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    const ask = () => http.request(route, { headers: { ...headers, 'if-none-match': etag } });
    const same = await ask();
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', etag]);
    // Its file addresses run out, so the client must get new ones although the track is the same.
    http.clock.advance(6 * 3_600_000);
    expect((await ask()).status).toBe(200);
    track = { ...completedTrack, revision: 6 };
    expect((await ask()).status).toBe(200);
  });

  it('is told again when its place in the queue has moved, which is no revision of it', async () => {
    let queuePosition: number | null = 7;
    http = await openTestHttp({
      engine: scriptedEngine({ readTrack: async () => aTrackSnapshot({ queuePosition }) }),
    });
    const etag = (await http.request(route)).headers.get('etag')!;
    const ask = async () => (await http.request(route, { headers: { 'if-none-match': etag } })).status;
    expect(await ask()).toBe(304);
    for (queuePosition of [6, null]) expect(await ask(), String(queuePosition)).toBe(200);
  });

  it('is found however its id is written', async () => {
    const asked: string[] = [];
    const readTrack = async (_user: string, id: string) => (asked.push(id), completedTrack);
    http = await openTestHttp({ engine: scriptedEngine({ readTrack }) });
    expect((await http.request(`/v1/tracks/${TRACK_ID.toUpperCase()}`)).status).toBe(200);
    expect(asked).toEqual([TRACK_ID]);
  });

  it('[SEC-1] that is not the caller’s, or no id at all, is 404 for every verb', async () => {
    http = await openTestHttp();
    for (const path of unknown) {
      const replies = await Promise.all([
        http.request(path),
        http.request(path, { method: 'DELETE' }),
        http.post(`${path}/cancel`, {}),
        http.post(`${path}/retry`, {}),
        http.request(`${path}/events`),
      ]);
      for (const reply of replies) {
        expect([reply.status, ((await reply.json()) as { code: string }).code], path).toEqual([
          404,
          'not_found',
        ]);
      }
    }
  });

  it('is cancelled, deleted, or refused for its status', async () => {
    const changes: Record<string, Change> = {
      cancel: { kind: 'done', track: aTrackSnapshot({ status: 'cancelled', revision: 2 }) },
      remove: { kind: 'done', track: completedTrack },
    };
    http = await openTestHttp({
      engine: scriptedEngine({
        cancelTrack: async () => changes.cancel!,
        removeTrack: async () => changes.remove!,
      }),
    });
    const cancelled = await http.request(`${route}/cancel`, { method: 'POST' });
    expect([cancelled.status, await cancelled.json()]).toMatchObject([200, { status: 'cancelled' }]);
    const removed = await http.request(route, { method: 'DELETE' });
    expect([removed.status, await removed.text()]).toEqual([204, '']);
    changes.cancel = changes.remove = { kind: 'illegal', status: 'completed' };
    for (const reply of [
      await http.request(`${route}/cancel`, { method: 'POST' }),
      await http.request(route, { method: 'DELETE' }),
    ]) {
      expect([reply.status, await reply.json()]).toMatchObject([409, { code: 'illegal_transition' }]);
    }
  });

  it('[GEN-10] is made again, as it was or with edits', async () => {
    const seen: unknown[] = [];
    http = await openTestHttp({
      engine: scriptedEngine({
        retryTrack: async (submission: Omit<Submission, 'body'>, id, edits) => {
          seen.push([submission.idempotencyKey, id, edits]);
          return admitted();
        },
      }),
    });
    const plain = await http.request(`${route}/retry`, { method: 'POST' });
    expect([plain.status, plain.headers.get('location')]).toEqual([202, `/v1/tracks/${TRACK_ID}`]);
    expect((await http.post(`${route}/retry`, { seed: 0 }, { 'idempotency-key': 'k' })).status).toBe(202);
    expect((await http.post(`${route}/retry`, { status: 'x' })).status).toBe(400);
    expect(seen).toEqual([
      [null, TRACK_ID, {}],
      ['k', TRACK_ID, { seed: 0 }],
    ]);
  });
});

describe('many tracks', () => {
  it('come in pages as asked', async () => {
    const queries: TrackQuery[] = [];
    http = await openTestHttp({
      engine: scriptedEngine({
        listTracks: async (_user, query) => {
          queries.push(query);
          return { data: [completedTrack], hasMore: true, nextCursor: 'next' };
        },
      }),
    });
    const reply = await http.request(
      '/v1/tracks?limit=100&cursor=c&status=completed&provider=local&q=%20rain%20',
    );
    const page = (await reply.json()) as { data: { versions: { audio: { url: string } }[] }[] };
    expect(page).toMatchObject({ hasMore: true, nextCursor: 'next' });
    expect(page.data[0]?.versions[0]?.audio.url).toContain('&signature=');
    expect(JSON.stringify(page)).not.toContain('"key"');
    await http.request(`/v1/tracks?sourceTrackId=${TRACK_ID}`);
    expect((await http.request('/v1/tracks?sourceTrackId=x')).status).toBe(400);
    expect(queries).toEqual([
      {
        limit: 100,
        cursor: 'c',
        status: 'completed',
        provider: 'local',
        search: 'rain',
        sourceTrackId: null,
      },
      { limit: 20, cursor: null, status: null, provider: null, search: null, sourceTrackId: TRACK_ID },
    ]);
  });
});
