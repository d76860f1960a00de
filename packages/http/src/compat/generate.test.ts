import type { Admission, Engine, Submission } from '@impresario/engine';
import { isTerminal, type TrackSnapshot } from '@impresario/protocol';
import { aProvider, aTrackSnapshot } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, START, type TestHttp } from '../testing/open-test-http.ts';
import { admitted, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const route = '/functions/v1/generate-suno';
const body = { prompt: 'rain', tags: 'lo-fi' };
const submissions: Submission[] = [];

async function open(script: Partial<Engine> = {}) {
  submissions.length = 0;
  const { admit = async () => admitted(), ...rest } = script;
  http = await openTestHttp({
    engine: scriptedEngine({
      waitForTrack: becoming({ taskId: 'task-1', status: 'processing' }),
      ...rest,
      admit(submission) {
        submissions.push(submission);
        return admit(submission);
      },
    }),
  });
}

/** Waits over one state after the other, a look's time each; the last one lasts. */
function becoming(...states: Partial<TrackSnapshot>[]): Engine['waitForTrack'] {
  return async (_userId, _trackId, signal, isWanted = () => false) => {
    for (let count = 0; ; count += 1) {
      const track = aTrackSnapshot(states[Math.min(count, states.length - 1)]);
      if (isWanted(track) || isTerminal(track.status) || signal.aborted) return track;
      await new Promise((resolve) => setImmediate(resolve));
      http.clock.advance(100);
    }
  };
}

const answer = async (path = route, sent: object = body, headers: Record<string, string> = {}) => {
  const reply = await http.post(path, sent, headers);
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as object };
};

describe('the original endpoints', () => {
  it.each(['suno', 'mureka', 'minimax'])('generate-%s books that provider', async (name) => {
    await open();
    const sent = { ...body, idempotencyKey: 'k' };
    const reply = await answer(`/functions/v1/generate-${name}`, sent);
    expect([reply.status, reply.body]).toEqual([
      200,
      { success: true, trackId: TRACK_ID, taskId: 'task-1', message: 'Generation started successfully' },
    ]);
    expect(reply.headers.get('x-ratelimit-remaining')).toBe('7');
    expect(submissions[0]).toMatchObject({
      body: { prompt: 'rain', styleTags: ['lo-fi'], provider: name },
      idempotencyKey: 'k',
    });
  });

  it('wait until the provider has the task', async () => {
    await open({
      listProviders: async () => [
        aProvider({ id: 'local', delivery: { ...aProvider().delivery, shape: 'task' } }),
      ],
      waitForTrack: becoming(
        { status: 'pending' },
        { status: 'processing' },
        { status: 'processing', taskId: 'task-2' },
      ),
    });
    expect((await answer()).body).toMatchObject({ success: true, taskId: 'task-2' });
  });

  it('[PRO-2] name the track where the provider has no tasks, or is not asked in time', async () => {
    await open({
      listProviders: async () => [aProvider()],
      waitForTrack: becoming({ status: 'pending' }, { status: 'processing' }),
    });
    expect((await answer()).body).toMatchObject({ success: true, taskId: TRACK_ID });
    expect(http.clock.now().getTime() - START.getTime()).toBeLessThan(1_000);
    await http.close();
    await open({ waitForTrack: becoming({}) });
    expect((await answer()).body).toMatchObject({ success: true, taskId: TRACK_ID });
    expect(http.clock.now().getTime() - START.getTime()).toBeGreaterThanOrEqual(30_000);
  });

  it('[IDM-2] answer a replay with the same ids', async () => {
    await open({ admit: async () => admitted({ replayed: true, quotas: [] }) });
    const reply = await answer(route, body, { 'idempotency-key': 'k' });
    expect([reply.status, reply.body]).toEqual([
      200,
      { success: true, trackId: TRACK_ID, taskId: 'task-1', message: 'Already processed' },
    ]);
  });

  it.each([false, true])('say that the provider refused, also when asked again: %s', async (replayed) => {
    const error = { code: 'ARTIST_NAME_NOT_ALLOWED', message: 'No names.', retryable: false } as const;
    await open({
      admit: async () => admitted({ replayed }),
      waitForTrack: becoming({ status: 'pending' }, { status: 'failed', error }),
    });
    const reply = await answer();
    expect([reply.status, reply.body]).toEqual([
      500,
      { success: false, error: 'No names.', errorCode: 'ARTIST_NAME_NOT_ALLOWED' },
    ]);
  });

  const limits = (by: 'minute' | 'day' | 'concurrent'): Admission => ({
    kind: 'limited',
    by,
    quotas: [{ name: by, limit: 3, remaining: 0, resetSeconds: 12.5 }],
    retryAfterSeconds: 12.5,
    resetAt: new Date('2026-03-01T12:00:12.500Z'),
    activeTrackIds: [],
  });
  it.each([
    ['minute', 'RATE_LIMIT_EXCEEDED'],
    ['day', 'DAILY_LIMIT_EXCEEDED'],
    ['concurrent', 'CONCURRENCY_LIMIT_EXCEEDED'],
  ] as const)('[LIM-2] say when the limit of the %s is reached', async (by, errorCode) => {
    await open({ admit: async () => limits(by) });
    const reply = await answer();
    expect([reply.status, reply.body]).toEqual([
      429,
      {
        success: false,
        error: 'Rate limit exceeded',
        message: expect.stringContaining('13 s'),
        errorCode,
        resetAt: '2026-03-01T12:00:12.500Z',
        retryAfter: 13,
        remaining: 0,
      },
    ]);
    expect(reply.headers.get('retry-after')).toBe('13');
    expect(reply.headers.get('x-ratelimit-limit')).toBe('3');
  });

  it('word every other refusal as they did', async () => {
    await open({ admit: async () => ({ kind: 'insufficient-credits', balance: 0.5, required: 1 }) });
    const poor = await answer();
    expect([poor.status, poor.body]).toEqual([
      402,
      { success: false, error: expect.stringContaining('0.5'), errorCode: 'INSUFFICIENT_CREDITS' },
    ]);
    const nobody = await answer(route, body, { authorization: 'Bearer x' });
    expect([nobody.status, nobody.body]).toEqual([401, { error: 'Unauthorized' }]);
    for (const [sent, path] of [
      [{ prompt: 'rain', tags: [7] }, 'tags.0'],
      [{ prompt: 'rain', idempotencyKey: '' }, 'idempotencyKey'],
      ['{"prompt"', ''],
      [[], ''],
    ] as const) {
      const wrong = await http.post(route, sent);
      expect([wrong.status, await wrong.json()]).toEqual([
        400,
        { error: 'Invalid request parameters', details: [{ path, message: expect.any(String) }] },
      ]);
    }
    await http.close();
    await open({ admit: async () => ({ kind: 'unknown-provider', asked: 'suno', available: ['local'] }) });
    const absent = await answer();
    expect([absent.status, absent.body]).toEqual([
      503,
      { success: false, error: 'Suno is not set up on this server.', errorCode: 'PROVIDER_UNAVAILABLE' },
    ]);
    await http.close();
    await open({ admit: () => Promise.reject(new Error('secret inside')) });
    const fault = await answer();
    expect([fault.status, fault.body]).toMatchObject([500, { success: false, errorCode: 'INTERNAL_ERROR' }]);
    expect(JSON.stringify(fault.body)).not.toContain('secret');
  });

  it('[SEC-4] let the Supabase client of a listed origin in, with every reply', async () => {
    await open();
    const origin = 'https://app.test';
    const preflight = await fetch(http.url + route, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'apikey,authorization,content-type,x-client-info',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe(origin);
    const allowed = preflight.headers.get('access-control-allow-headers')!.toLowerCase().split(', ');
    expect(allowed).toEqual(
      expect.arrayContaining(['apikey', 'authorization', 'content-type', 'x-client-info']),
    );
    const supabase = { origin, apikey: 'anon', 'x-client-info': 'supabase-js-web/2' };
    for (const [sent, headers] of [
      [body, {}],
      [{}, {}],
      [body, { authorization: 'Bearer x' }],
      [body, { 'content-type': 'text/plain' }],
    ] as const) {
      const reply = await answer(route, sent, { ...supabase, ...headers });
      expect(reply.headers.get('access-control-allow-origin'), String(reply.status)).toBe(origin);
    }
    await http.close();
    await open({ admit: () => Promise.reject(new Error('x')) });
    expect((await answer(route, body, supabase)).headers.get('access-control-allow-origin')).toBe(origin);
  });
});
