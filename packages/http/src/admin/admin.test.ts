import type { Orphan } from '@impresario/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import {
  localIdentity,
  openTestHttp,
  OWNER_TOKEN,
  userToken,
  type TestHttp,
} from '../testing/open-test-http.ts';
import { scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const orphan: Orphan = {
  attemptId: TRACK_ID,
  trackId: TRACK_ID,
  userId: 'user-2',
  provider: 'suno',
  operation: 'generate',
  taskId: 't-1',
  status: 'accepted',
  trackStatus: 'failed',
  errorCode: 'PROCESSING_TIMEOUT',
  lateResultAt: null,
  claimedBy: null,
  createdAt: '2026-03-01T12:00:00.000Z',
};
const limits: number[] = [];
const open = async (options: Parameters<typeof openTestHttp>[0] = {}) => {
  limits.length = 0;
  const listOrphans = async (limit: number) => {
    limits.push(limit);
    return [orphan];
  };
  http = await openTestHttp({ engine: scriptedEngine({ listOrphans }), ...options });
};
const routes = ['/v1/admin/overview', '/v1/admin/orphans', '/v1/admin/figures'];
const as = async (claims: Record<string, unknown>) => ({
  headers: { authorization: `Bearer ${await userToken(claims)}` },
});

describe('administration', () => {
  it('[SEC-1] is for the role admin alone', async () => {
    await open();
    for (const route of routes) {
      for (const claims of [{ role: 'admin' }, { app_metadata: { role: 'admin' } }]) {
        expect((await http.request(route, await as(claims))).status).toBe(200);
      }
      for (const claims of [
        {},
        { role: 'authenticated' },
        { role: ['admin'] },
        { app_metadata: null },
        { app_metadata: 'admin' },
        { app_metadata: { role: 'user' } },
        // What a user may write of himself.
        { user_metadata: { role: 'admin' } },
      ]) {
        const reply = await http.request(route, await as(claims));
        expect([reply.status, await reply.json()], JSON.stringify(claims)).toMatchObject([
          403,
          { code: 'forbidden' },
        ]);
      }
      expect((await fetch(http.url + route)).status).toBe(401);
      expect((await http.request(route, await as({ role: 'anon' }))).status).toBe(401);
    }
  });

  it('is for the owner of a local server', async () => {
    await open({ identity: localIdentity });
    for (const route of routes) {
      const headers = { authorization: `Bearer ${OWNER_TOKEN}` };
      expect((await fetch(http.url + route, { headers })).status).toBe(200);
    }
  });

  it('shows counts of all users, and as many orphans as asked', async () => {
    await open();
    const admin = await as({ role: 'admin' });
    expect(await (await http.request('/v1/admin/overview', admin)).json()).toMatchObject({
      tracks: { processing: 2 },
      stuck: 0,
      users: 10,
    });
    const listed = await http.request('/v1/admin/orphans?limit=3', admin);
    expect(await listed.json()).toEqual({ data: [orphan] });
    await http.request('/v1/admin/orphans', admin);
    expect(limits).toEqual([3, 20]);
    expect((await http.request('/v1/admin/orphans?limit=0', admin)).status).toBe(400);
  });
});
