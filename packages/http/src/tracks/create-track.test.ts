import type { Engine, Submission } from '@impresario/engine';
import type { Problem } from '@impresario/protocol';
import { aTrackSnapshot } from '@impresario/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, START, type TestHttp } from '../testing/open-test-http.ts';
import { admitted, completedTrack, scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

const quotas = [
  { name: 'minute', limit: 3, remaining: 0, resetSeconds: 12.5 },
  { name: 'concurrent', limit: 1, remaining: 0, resetSeconds: null },
] as const;

describe('POST /v1/tracks', () => {
  let http: TestHttp;
  const submissions: Submission[] = [];

  async function open(script: Partial<Engine> = {}) {
    submissions.length = 0;
    const admit = script.admit ?? (async () => admitted());
    http = await openTestHttp({
      engine: scriptedEngine({
        ...script,
        admit: (submission) => {
          submissions.push(submission);
          return admit(submission);
        },
      }),
    });
    return http;
  }

  async function problem(reply: Response): Promise<Problem> {
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    return (await reply.json()) as Problem;
  }

  afterEach(() => http.close());

  it('answers 202 with the place to look, the bytes of the engine, and all limits [LIM-2]', async () => {
    const response = '{"id" : "as the engine wrote it"}';
    await open({ admit: async () => admitted({ response }) });
    const reply = await http.post('/v1/tracks', { prompt: 'rain' });
    expect(reply.status).toBe(202);
    expect(await reply.text()).toBe(response);
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      location: `/v1/tracks/${TRACK_ID}`,
      'ratelimit-policy':
        '"minute";q=10;w=60, "day";q=100;w=86400, "concurrent";q=3;qu="concurrent-requests"',
      ratelimit: '"minute";r=7;t=12, "day";r=63;t=43200, "concurrent";r=2',
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '7',
      'x-ratelimit-reset': String(START.getTime() / 1000 + 12),
      'cache-control': 'no-store',
    });
    expect(reply.headers.has('retry-after')).toBe(false);
    expect(reply.headers.has('idempotent-replayed')).toBe(false);
    expect(submissions[0]).toMatchObject({
      caller: { userId: 'user-1' },
      body: { prompt: 'rain' },
      idempotencyKey: null,
    });
  });

  it('[I17] takes an id of the client in capitals for the same id, as it is kept and shown', async () => {
    await open();
    const id = TRACK_ID.toUpperCase();
    await http.post('/v1/tracks', { prompt: 'rain', trackId: id, referenceAssetId: id });
    expect(submissions[0]!.body).toMatchObject({ trackId: TRACK_ID, referenceAssetId: TRACK_ID });
  });

  it('[IDM-2] marks a replay and tells no limits with it', async () => {
    await open({ admit: async () => admitted({ replayed: true, quotas: [] }) });
    const reply = await http.post('/v1/tracks', { prompt: 'rain' }, { 'idempotency-key': '"k-1"' });
    expect(reply.status).toBe(202);
    expect(reply.headers.get('idempotent-replayed')).toBe('true');
    expect(reply.headers.has('ratelimit')).toBe(false);
    expect(submissions[0]?.idempotencyKey).toBe('k-1');
  });

  it('[IDM-1] refuses a header and a body that differ, and a key that cannot be one', async () => {
    await open();
    for (const [header, inBody] of [
      ['a', 'b'],
      ['"open', undefined],
      ['', undefined],
      ['x'.repeat(256), undefined],
      [undefined, ''],
    ]) {
      const body = { prompt: 'rain', ...(inBody === undefined ? {} : { idempotencyKey: inBody }) };
      const reply = await http.post(
        '/v1/tracks',
        body,
        header === undefined ? {} : { 'idempotency-key': header },
      );
      expect(reply.status).toBe(400);
      expect((await problem(reply)).code).toBe('idempotency_key_invalid');
    }
    expect(submissions).toEqual([]);
    const agreed = await http.post(
      '/v1/tracks',
      { prompt: 'rain', idempotencyKey: 'a' },
      { 'idempotency-key': '"a"' },
    );
    expect(agreed.status).toBe(202);
  });

  it('[SEC-1] names every unknown and every wrong field by its pointer', async () => {
    await open();
    const reply = await http.post('/v1/tracks', {
      status: 'completed',
      userId: 'x',
      styleTags: ['ok', 7],
      providerOptions: { suno: { 'a/b~c': 1 } },
    });
    expect(reply.status).toBe(400);
    const { code, errors } = await problem(reply);
    expect(code).toBe('validation_failed');
    expect(errors).toEqual(
      expect.arrayContaining([
        { pointer: '/prompt', detail: 'is required' },
        { pointer: '/status', detail: 'is not a field of this request' },
        { pointer: '/userId', detail: 'is not a field of this request' },
        { pointer: '/providerOptions/suno/a~1b~0c', detail: 'is not a field of this request' },
        expect.objectContaining({ pointer: '/styleTags/1' }),
      ]),
    );
  });

  it('checks identity, then type, then size, then syntax, then fields', async () => {
    await open();
    const huge = 'x'.repeat(1024 * 1024 + 1);
    const nobody = await http.request('/v1/tracks', {
      method: 'POST',
      body: huge,
      headers: { authorization: 'Bearer x' },
    });
    expect(nobody.status).toBe(401);
    const text = { 'content-type': 'text/plain' };
    expect((await http.request('/v1/tracks', { method: 'POST', body: huge, headers: text })).status).toBe(
      415,
    );
    expect((await http.post('/v1/tracks', huge)).status).toBe(413);
    const malformed = await http.post('/v1/tracks', '{"prompt": ');
    expect(malformed.status).toBe(400);
    expect((await problem(malformed)).errors).toEqual([{ pointer: '', detail: 'is not JSON in UTF-8' }]);
    for (const body of ['[]', 'null', '7', '"x"'])
      expect((await http.post('/v1/tracks', body)).status).toBe(400);
  });

  it('refuses a body that grows too large while it arrives in chunks', async () => {
    await open();
    let sentCount = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sentCount += 1;
        if (sentCount > 1000) controller.close();
        else controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };
    const status = await http.request('/v1/tracks', init as RequestInit).then(
      (reply) => reply.status,
      () => 'cut',
    );
    expect([413, 'cut']).toContain(status);
    expect(sentCount).toBeLessThan(1000);
    expect(submissions).toEqual([]);
  });

  it('[LIM-2] answers each limit with its own code, when to come back, and what is in the way', async () => {
    await open({
      admit: async ({ body }) => ({
        kind: 'limited',
        by: body.prompt as 'minute' | 'day' | 'concurrent',
        quotas,
        retryAfterSeconds: 12.5,
        resetAt: new Date(START.getTime() + 12_500),
        activeTrackIds: [TRACK_ID],
      }),
    });
    const codes = {
      minute: 'rate_limit_exceeded',
      day: 'daily_limit_exceeded',
      concurrent: 'concurrency_limit_exceeded',
    };
    for (const [by, code] of Object.entries(codes)) {
      const reply = await http.post('/v1/tracks', { prompt: by });
      expect(reply.status).toBe(429);
      expect(reply.headers.get('retry-after')).toBe('13');
      expect(reply.headers.get('ratelimit-policy')).toBe(
        '"minute";q=3;w=60, "concurrent";q=1;qu="concurrent-requests"',
      );
      expect(reply.headers.get('ratelimit')).toBe('"minute";r=0;t=13, "concurrent";r=0');
      expect(reply.headers.get('x-ratelimit-limit')).toBe(by === 'concurrent' ? '1' : '3');
      const body = await problem(reply);
      expect(body).toMatchObject({
        code,
        retryable: true,
        retryAfter: 13,
        remaining: 0,
        resetAt: '2026-03-01T12:00:12.500Z',
      });
      expect(body.activeTrackIds).toEqual(by === 'concurrent' ? [TRACK_ID] : undefined);
    }
  });

  it('answers the other refusals of the engine with their codes', async () => {
    const outcomes = {
      credits: { kind: 'insufficient-credits', balance: 0.5, required: 1 },
      mismatch: { kind: 'idempotency-mismatch', trackId: TRACK_ID },
      mine: { kind: 'track-id-taken', byCaller: true },
      theirs: { kind: 'track-id-taken', byCaller: false },
      provider: { kind: 'unknown-provider', asked: 'nope', available: ['local', 'suno'] },
      unsupported: {
        kind: 'unsupported',
        warnings: [{ type: 'unsupported', parameter: 'seed', message: 'no seed' }],
      },
    } as const;
    await open({ admit: async ({ body }) => outcomes[body.prompt as keyof typeof outcomes] });
    const seen = async (prompt: string) => problem(await http.post('/v1/tracks', { prompt }));
    expect(await seen('credits')).toMatchObject({
      status: 402,
      code: 'insufficient_credits',
      balance: 0.5,
      required: 1,
    });
    expect(await seen('mismatch')).toMatchObject({ status: 422, code: 'idempotency_mismatch' });
    expect(await seen('mine')).toMatchObject({ status: 409, code: 'illegal_transition' });
    expect(await seen('theirs')).toMatchObject({ status: 404, code: 'not_found' });
    expect(await seen('provider')).toMatchObject({
      status: 400,
      code: 'validation_failed',
      errors: [{ pointer: '/provider', detail: 'is not one of: local, suno' }],
    });
    expect(await seen('unsupported')).toMatchObject({
      status: 422,
      code: 'unsupported_parameter',
      errors: [{ pointer: '/seed', detail: 'no seed' }],
    });
  });

  it('holds the reply as long as preferred: 200 when the track is finished, else 202', async () => {
    await open({ waitForTrack: async () => completedTrack });
    const finished = await http.post('/v1/tracks', { prompt: 'rain' }, { prefer: 'respond-async, wait=30' });
    expect(finished.status).toBe(200);
    expect(finished.headers.get('preference-applied')).toBe('wait=30');
    const track = (await finished.json()) as { versions: { audio: { url: string } }[] };
    expect(track.versions[0]?.audio.url).toMatch(
      /^http:\/\/127\.0\.0\.1:8787\/files\/tracks\/.*\?expires=\d+&signature=/,
    );
    await http.close();

    const waiting = Promise.withResolvers<void>();
    await open({
      waitForTrack: (_user, _id, signal) => {
        waiting.resolve();
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve(aTrackSnapshot({ status: 'processing' }))),
        );
      },
    });
    const pending = http.post('/v1/tracks', { prompt: 'rain' }, { prefer: 'wait=600' });
    await waiting.promise;
    expect(http.clock.timerCount()).toBe(1);
    http.clock.advance(60_000);
    const reply = await pending;
    expect(reply.status).toBe(202);
    expect(reply.headers.get('preference-applied')).toBe('wait=60');
    expect(await reply.json()).toMatchObject({ status: 'pending' });
    expect(http.clock.timerCount()).toBe(0);
  });
});
