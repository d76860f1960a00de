import type { Operated } from '@impresario/engine';
import type { OperationResource, TrackError } from '@impresario/protocol';
import { anOperation } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import { admitted, OPERATION_ID, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const route = `/v1/tracks/${TRACK_ID}/timestamped-lyrics`;
const versionId = '01939d5e-0000-7000-8000-000000000002';
const words = [{ text: 'rain', startSeconds: 1, endSeconds: 2 }];
const keys: (string | null)[] = [];

async function open(seen: (key: string | null) => Partial<OperationResource>, operated?: Operated) {
  keys.length = 0;
  let key: string | null = null;
  http = await openTestHttp({
    engine: scriptedEngine({
      operate: async ({ idempotencyKey }) => {
        keys.push((key = idempotencyKey));
        return operated ?? admitted({ trackId: OPERATION_ID, replayed: true });
      },
      waitForOperation: async () => anOperation({ operation: 'timestamped-lyrics', ...seen(key) }),
    }),
  });
}

const failed = (changes: Partial<TrackError>): Partial<OperationResource> => ({
  status: 'failed',
  error: { code: 'PROVIDER_ERROR', message: 'Suno did not answer.', retryable: true, ...changes },
});

describe('GET /v1/tracks/{id}/timestamped-lyrics', () => {
  it('answers with the words, asked for once for each version of each track', async () => {
    await open(() => ({ status: 'completed', result: { kind: 'timed-lyrics', words } }));
    const reply = await http.request(route);
    expect([reply.status, await reply.json()]).toEqual([200, { words }]);
    await http.request(`${route}?versionId=${versionId}`);
    expect(keys).toEqual([
      `timestamped-lyrics:${TRACK_ID}:primary:1`,
      `timestamped-lyrics:${TRACK_ID}:${versionId}:1`,
    ]);
    expect((await http.request(`${route}?versionId=x`)).status).toBe(400);
  });

  it('[LIM-2] tells of the quota that the first question took from', async () => {
    const quotas = [{ name: 'minute', limit: 30, remaining: 29, resetSeconds: 2 }] as const;
    const admission = admitted({ trackId: OPERATION_ID, replayed: false, quotas });
    for (const [status, seen] of [
      [200, { status: 'completed', result: { kind: 'timed-lyrics', words } }],
      [202, { status: 'processing' }],
    ] as const) {
      await open(() => seen, admission);
      const reply = await http.request(route);
      expect([reply.status, reply.headers.get('x-ratelimit-remaining')]).toEqual([status, '29']);
      expect(reply.headers.get('ratelimit')).toBe('"minute";r=29;t=2');
      await http.close();
    }
    await open(() => ({ status: 'completed', result: { kind: 'timed-lyrics', words } }));
  });

  it('answers 202 with the operation when the words are not known in time', async () => {
    await open(() => ({ status: 'processing' }));
    const reply = await http.request(route);
    expect([reply.status, reply.headers.get('retry-after')]).toEqual([202, '5']);
    expect(reply.headers.get('location')).toBe(`/v1/operations/${OPERATION_ID}`);
    expect(await reply.json()).toMatchObject({ object: 'operation', status: 'processing' });
  });

  it('asks again after a passing failure, and tells of one that lasts', async () => {
    await open((key) =>
      key?.endsWith(':3')
        ? { status: 'completed', result: { kind: 'timed-lyrics', words } }
        : failed({ retryable: true }),
    );
    expect((await http.request(route)).status).toBe(200);
    expect(keys).toHaveLength(3);
    await http.close();
    for (const [error, status, code, count] of [
      [{ retryable: true }, 503, 'provider_unavailable', 5],
      [{ retryable: false }, 422, 'unsupported_operation', 1],
      [{ retryable: false, code: 'PROCESSING_TIMEOUT' }, 504, 'processing_timeout', 1],
    ] as const) {
      await open(() => failed(error));
      const reply = await http.request(route);
      expect([reply.status, await reply.json()]).toMatchObject([
        status,
        { code, detail: 'Suno did not answer.' },
      ]);
      expect(keys).toHaveLength(count);
      await http.close();
    }
  });

  it('refuses as the other operations do', async () => {
    await open(() => ({}), { kind: 'no-such-version' });
    const reply = await http.request(`${route}?versionId=${versionId}`);
    expect([reply.status, await reply.json()]).toMatchObject([400, { errors: [{ pointer: '?versionId' }] }]);
    await http.close();
    await open(() => ({}), { kind: 'illegal', status: 'failed' });
    expect((await http.request(route)).status).toBe(409);
  });
});
