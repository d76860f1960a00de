import { connect } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, userToken, type TestHttp } from './testing/open-test-http.ts';
import { scriptedEngine, TRACK_ID } from './testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const boom = new Error('relation "secret_table" does not exist');
const failing = scriptedEngine({ readCredits: () => Promise.reject(boom) });

describe('every reply', () => {
  it('carries the id of its request, and headers that keep browsers careful', async () => {
    http = await openTestHttp();
    for (const route of ['/v1/credits', '/livez', '/nowhere', '/openapi.json', '/docs', `/files/x`]) {
      const { headers } = await http.request(route);
      expect(headers.get('x-request-id'), route).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('x-content-type-options'), route).toBe('nosniff');
      expect(headers.get('referrer-policy'), route).toBe('no-referrer');
      expect(headers.get('content-security-policy'), route).toContain("default-src 'none'");
      expect(headers.get('content-security-policy'), route).toContain("frame-ancestors 'none'");
      expect(headers.get('vary'), route).toBe('Origin');
    }
  });

  it('takes over a sane request id and no other', async () => {
    http = await openTestHttp();
    const idFor = async (id: string) =>
      (await http.request('/livez', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await idFor('abc-123:9')).toBe('abc-123:9');
    for (const id of ['', 'a b', '<script>', 'x'.repeat(129), '{}']) expect(await idFor(id)).not.toBe(id);
  });
});

describe('a process that only makes', () => {
  it('tells how it is, and has nothing else to say', async () => {
    http = await openTestHttp({ serves: 'health' });
    const statusOf = async (route: string, init?: RequestInit) => (await http.request(route, init)).status;
    for (const route of ['/livez', '/readyz', '/metrics'])
      expect([route, await statusOf(route)]).toEqual([route, 200]);
    for (const route of ['/', '/docs', '/openapi.json', '/v1/tracks', '/v1/credits', '/files/x']) {
      expect([route, await statusOf(route)]).toEqual([route, 404]);
    }
    expect(await statusOf('/webhooks/suno/abc', { method: 'POST', body: '{}' })).toBe(404);
    expect(await statusOf('/livez', { method: 'POST' })).toBe(405);
  });
});

describe('problems', () => {
  const problem = async (reply: Response) => {
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    const body = (await reply.json()) as Record<string, unknown>;
    expect(body).toMatchObject({
      status: reply.status,
      type: `http://127.0.0.1:8787/docs#problem-${String(body.code)}`,
      requestId: reply.headers.get('x-request-id'),
    });
    return body;
  };

  it('answer unknown addresses and wrong methods', async () => {
    http = await openTestHttp();
    expect(await problem(await http.request('/v1/nothing?token=x'))).toMatchObject({
      code: 'not_found',
      status: 404,
      instance: '/v1/nothing',
    });
    const wrong = await http.request('/v1/tracks', { method: 'PUT' });
    expect(wrong.headers.get('allow')).toBe('POST, GET, HEAD');
    expect(await problem(wrong)).toMatchObject({ code: 'method_not_allowed', status: 405 });
    expect((await http.request(`/v1/tracks/${TRACK_ID}`, { method: 'PATCH' })).headers.get('allow')).toBe(
      'GET, HEAD, DELETE',
    );
  });

  it('of our own tell nothing of the inside, and are in the log', async () => {
    http = await openTestHttp({ engine: failing });
    const reply = await http.request('/v1/credits');
    const body = await problem(reply);
    expect(body).toMatchObject({ code: 'internal_error', status: 500 });
    expect(JSON.stringify(body)).not.toContain('secret_table');
    const line = http.logged.find(({ level }) => level === 'error');
    expect(line?.fields).toMatchObject({ err: boom, requestId: body.requestId, route: '/v1/credits' });
  });

  it('are 503 while the database is away', async () => {
    http = await openTestHttp({ engine: failing, isTransient: (error) => error === boom });
    const reply = await http.request('/v1/credits');
    expect(reply.headers.get('retry-after')).toBe('2');
    expect(await problem(reply)).toMatchObject({ code: 'service_unavailable', status: 503, retryable: true });
  });
});

describe('pages of other origins', () => {
  const preflight = (origin: string) =>
    http.request('/v1/tracks', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });

  it('[SEC-4] may call when they are listed: the origin is echoed, without credentials', async () => {
    http = await openTestHttp();
    const before = await preflight('https://app.test');
    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-origin')).toBe('https://app.test');
    expect(before.headers.get('access-control-allow-methods')).toContain('POST');
    expect(before.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    for (const route of ['/v1/credits', '/nowhere']) {
      const { headers } = await http.request(route, { headers: { origin: 'https://app.test' } });
      expect(headers.get('access-control-allow-origin')).toBe('https://app.test');
      expect(headers.get('access-control-expose-headers')).toContain('RateLimit');
      expect(headers.has('access-control-allow-credentials')).toBe(false);
    }
  });

  it('[SEC-4] get no leave when they are not listed', async () => {
    http = await openTestHttp();
    for (const origin of [
      'https://evil.test',
      'null',
      'https://app.test.evil.test',
      'http://app.test',
      '*',
    ]) {
      expect((await preflight(origin)).headers.has('access-control-allow-origin'), origin).toBe(false);
      const reply = await http.request('/v1/credits', { headers: { origin } });
      expect(reply.headers.has('access-control-allow-origin'), origin).toBe(false);
      expect(reply.headers.get('vary')).toBe('Origin');
    }
  });
});

describe('the log', () => {
  it('[SEC-4] has a line for each request, and never an address, a prompt or a secret', async () => {
    http = await openTestHttp();
    const token = await userToken();
    await http.post(
      '/v1/tracks?secret-query',
      { prompt: 'secret prompt' },
      { 'idempotency-key': 'secret-key' },
    );
    await http.request('/v1/events?ticket=secret-ticket');
    await http.request('/files/secret/key?signature=secret-signature');
    await http.request('/secret-path');
    expect(
      http.logged.map(({ fields: { method, route, status, userId } }) => [method, route, status, userId]),
    ).toEqual([
      ['POST', '/v1/tracks', 202, 'user-1'],
      ['GET', '/v1/events', 401, null],
      ['GET', '/files/{key}', 403, null],
      ['GET', '(none)', 404, null],
    ]);
    const text = JSON.stringify(http.logged);
    expect(text).not.toContain('secret');
    expect(text).not.toContain(token);
  });
});

describe('whatever a client sends', () => {
  it('gets an answer that is not our fault', async () => {
    http = await openTestHttp();
    const names = [
      'idempotency-key',
      'prefer',
      'if-none-match',
      'range',
      'last-event-id',
      'x-request-id',
      'origin',
      'cookie',
      'content-type',
      'authorization',
    ];
    // What a client can put into a header at all: Latin-1 without control characters.
    const code = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xa0, max: 0xff }));
    const value = fc.string({ unit: code.map((given) => String.fromCharCode(given)), maxLength: 80 });
    const routes = [
      '/v1/tracks',
      `/v1/tracks/${TRACK_ID}`,
      '/files/a/b?expires=1&signature=x',
      '/v1/tracks?limit=5',
      '/livez',
    ];
    const request = fc.record({
      route: fc.constantFrom(...routes),
      isPost: fc.boolean(),
      headers: fc.dictionary(fc.constantFrom(...names), value),
      body: fc.oneof(fc.json(), fc.string()),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ route, isPost, headers, body }) => {
        const post = { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } };
        const reply = await http.request(route, isPost ? post : { headers });
        await reply.arrayBuffer();
        expect(reply.status).toBeLessThan(500);
      }),
      { numRuns: 150 },
    );
  });

  it('is checked in the query as well', async () => {
    http = await openTestHttp({
      engine: scriptedEngine({ listTracks: async () => null, listTransactions: async () => null }),
    });
    const faults: Record<string, string> = {
      'limit=0': '?limit',
      'limit=101': '?limit',
      'limit=x': '?limit',
      'limit=': '?limit',
      'limit=1.5': '?limit',
      'status=done': '?status',
      'q=%00': '?q',
      [`q=${'x'.repeat(201)}`]: '?q',
      'cursor=nonsense': '?cursor',
    };
    for (const [query, pointer] of Object.entries(faults)) {
      const reply = await http.request(`/v1/tracks?${query}`);
      expect(reply.status, query).toBe(400);
      expect(await reply.json(), query).toMatchObject({ code: 'validation_failed', errors: [{ pointer }] });
    }
    expect((await http.request('/v1/credits/transactions?cursor=x')).status).toBe(400);
    expect((await http.request('/v1/tracks/%E0%A4%A')).status).toBe(404);
  });

  it('is cut off when its headers are out of proportion', async () => {
    http = await openTestHttp();
    const status = await new Promise<string>((resolve) => {
      const socket = connect(http.port, '127.0.0.1', () => {
        socket.write(`GET /livez HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
      });
      socket.once('data', (data) => resolve(data.toString().split('\r\n')[0]!));
    });
    expect(status).toContain('431');
  });
});

describe('health', () => {
  it('tells alive from ready', async () => {
    http = await openTestHttp({ ready: async () => ({ ok: false, checks: { database: 'unreachable' } }) });
    expect((await fetch(`${http.url}/livez`)).status).toBe(200);
    const ready = await fetch(`${http.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'unavailable', checks: { database: 'unreachable' } },
    ]);
  });
});
