import type { CreatedApiKey } from '@impresario/protocol';
import type { Sink, SubscribeRequest, Subscription } from '@impresario/realtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken, openEngineHttp, tokenOf, type EngineHttp } from '../testing/open-engine-http.ts';
import { localIdentity, OWNER_TOKEN } from '../testing/open-test-http.ts';
import { TRACK_ID } from '../testing/scripted-engine.ts';

let http: EngineHttp;
let alice: string;
let admin: string;
/** Streams that are open. */
const open = new Set<Sink>();

beforeAll(async () => {
  const realtime = {
    subscribe: (_request: SubscribeRequest, sink: Sink): Subscription => {
      open.add(sink);
      return {
        close() {
          if (open.delete(sink)) sink.close('unsubscribed');
        },
      };
    },
    isCaughtUp: async () => false,
    nudge() {},
    async close() {},
  };
  http = await openEngineHttp({ realtime });
  [alice, admin] = await Promise.all([tokenOf('alice'), adminToken()]);
});
afterAll(() => http.close());

async function make(bearer: string, body: object = {}): Promise<CreatedApiKey> {
  const made = await http.ask(bearer, 'POST', '/v1/keys', { name: 'jobs', ...body });
  expect(made.status).toBe(201);
  return made.body as unknown as CreatedApiKey;
}

const statusOf = async (bearer: string, method: string, route: string, body?: unknown) =>
  (await http.ask(bearer, method, route, body)).status;

describe('API keys over HTTP', () => {
  it('[SEC-1] act as their user, whatever headers say of another', async () => {
    const { key, ...shown } = await make(alice, { scopes: ['write'] });
    const spoofed = { 'x-user-id': 'boss', 'x-forwarded-user': 'boss', 'remote-user': 'boss' };
    const credits = await http.ask(key, 'GET', '/v1/credits', undefined, spoofed);
    expect([credits.status, credits.body]).toMatchObject([200, { plan: 'free' }]);
    expect(await http.rows("select user_id from profiles where user_id = 'boss'")).toEqual([]);
    expect(await statusOf(key, 'DELETE', `/v1/tracks/${TRACK_ID}`)).toBe(404);
    const { body } = await http.ask(alice, 'GET', '/v1/keys');
    expect(body).toMatchObject({ data: [{ ...shown, lastUsedAt: expect.anything() as unknown }] });
    expect(JSON.stringify(body)).not.toContain(key);
    expect(JSON.stringify(http.logged)).not.toContain(key.slice(12));
  });

  it('[SEC-1] only read when that is all their scope allows', async () => {
    const { key } = await make(alice, { scopes: ['read'] });
    for (const route of ['/v1/tracks', '/v1/credits', '/v1/providers']) {
      expect(await statusOf(key, 'GET', route), route).toBe(200);
    }
    expect(await statusOf(key, 'HEAD', '/v1/tracks')).toBe(200);
    expect(await statusOf(key, 'POST', '/v1/realtime/tickets', {})).toBe(201);
    for (const [method, route, body] of [
      ['POST', '/v1/tracks', { prompt: 'rain' }],
      ['POST', `/v1/tracks/${TRACK_ID}/cancel`, undefined],
      ['DELETE', `/v1/tracks/${TRACK_ID}`, undefined],
      ['POST', '/v1/uploads', 'x'],
      ['POST', '/functions/v1/generate-suno', { prompt: 'rain' }],
    ] as const) {
      expect(await statusOf(key, method, route, body), route).toBe(403);
    }
    expect(await http.rows('select 1 from tracks')).toEqual([]);
  });

  it('[SEC-1] neither make nor list nor revoke keys', async () => {
    const { key, id } = await make(admin, { scopes: ['admin'] });
    const before = await http.rows('select 1 from api_keys');
    for (const [method, route, body] of [
      ['POST', '/v1/keys', { name: 'another' }],
      ['GET', '/v1/keys', undefined],
      ['DELETE', `/v1/keys/${id}`, undefined],
    ] as const) {
      const refused = await http.ask(key, method, route, body);
      expect([refused.status, refused.body], route).toMatchObject([403, { code: 'forbidden' }]);
    }
    expect(await http.rows('select 1 from api_keys where revoked_at is null')).toHaveLength(before.length);
  });

  it('[SEC-1] administer only with a scope that only administrators can give', async () => {
    expect(await statusOf(alice, 'POST', '/v1/keys', { name: 'x', scopes: ['admin'] })).toBe(403);
    const [withIt, without] = await Promise.all([
      make(admin, { scopes: ['admin'] }),
      make(admin, { scopes: ['write'] }),
    ]);
    expect(await statusOf(withIt.key, 'GET', '/v1/admin/overview')).toBe(200);
    expect(await statusOf(without.key, 'GET', '/v1/admin/overview')).toBe(403);
  });

  it('[SEC-1] get one and the same 401 when revoked, expired, unknown or malformed', async () => {
    const { clock } = http;
    const soon = new Date(clock.now().getTime() + 1000).toISOString();
    const [revoked, expired] = await Promise.all([make(alice), make(alice, { expiresAt: soon })]);
    expect(await statusOf(revoked.key, 'GET', '/v1/credits')).toBe(200);
    expect(await statusOf(alice, 'DELETE', `/v1/keys/${revoked.id}`)).toBe(204);
    expect(await statusOf(alice, 'DELETE', `/v1/keys/${revoked.id}`)).toBe(204);
    clock.advance(1000);
    const keys = [
      revoked.key,
      expired.key,
      `imp_${'a'.repeat(43)}`,
      'imp_',
      'imp_%00',
      `imp_${'x'.repeat(9000)}`,
    ];
    const answers = await Promise.all(keys.map((key) => http.ask(key, 'GET', '/v1/credits')));
    const told = answers.map(({ status, headers, body }) => {
      return [status, headers.get('www-authenticate'), { ...body, requestId: '' }];
    });
    expect(told[0]).toMatchObject([
      401,
      expect.stringMatching(/error="invalid_token"/),
      { code: 'unauthenticated' },
    ]);
    for (const each of told) expect(each).toEqual(told[0]);
  });

  it('[SEC-1] of somebody else do not exist', async () => {
    const { id, key } = await make(alice);
    const mallory = await tokenOf('mallory');
    const [foreign, none, odd] = await Promise.all(
      [id, TRACK_ID, 'x'].map((each) => http.ask(mallory, 'DELETE', `/v1/keys/${each}`)),
    );
    const shape = ({ status, body }: typeof foreign & object) => [status, body?.code, body?.detail];
    expect(shape(foreign!)).toEqual([404, 'not_found', 'There is no key with this id.']);
    expect([shape(none!), shape(odd!)]).toEqual([shape(foreign!), shape(foreign!)]);
    expect(await statusOf(key, 'GET', '/v1/credits')).toBe(200);
  });

  it('[SEC-1] take no field that is ours to set, and no time that is past', async () => {
    const count = async () => (await http.rows('select 1 from api_keys')).length;
    const before = await count();
    const bodies: readonly (readonly [string, unknown])[] = [
      ...['id', 'userId', 'hash', 'key', 'isAdmin', 'revokedAt', 'plan', 'credits', 'status'].map(
        (name) => [`/${name}`, { name: 'x', [name]: 'x' }] as const,
      ),
      ['/__proto__', '{"name": "x", "__proto__": {"scopes": ["admin"]}}'],
      ['/constructor', { name: 'x', constructor: {} }],
      ['/name', {}],
      ['/name', { name: ' ' }],
      ['/name', { name: 'x'.repeat(101) }],
      ['/name', { name: 'a\u0000b' }],
      ['/scopes', { name: 'x', scopes: [] }],
      ['/scopes/0', { name: 'x', scopes: ['root'] }],
      ['/expiresAt', { name: 'x', expiresAt: '2026-03-01T12:00:00Z' }],
      ['/expiresAt', { name: 'x', expiresAt: '9999-12-31T23:59:59-01:00' }],
      ['/expiresAt', { name: 'x', expiresAt: 'tomorrow' }],
    ];
    for (const [pointer, body] of bodies) {
      const refused = await http.ask(alice, 'POST', '/v1/keys', body);
      expect([refused.status, refused.body], JSON.stringify(body)).toMatchObject([
        400,
        { code: 'validation_failed', errors: [{ pointer }] },
      ]);
    }
    expect(await count()).toBe(before);
  });

  it('[SEC-1] [RT-1] end their streams with themselves, by ticket too, and within a minute of being revoked', async () => {
    const until = (ms: number) => ({ expiresAt: new Date(http.clock.now().getTime() + ms).toISOString() });
    const [short, long, good] = await Promise.all([make(alice, until(60_000)), make(alice), make(alice)]);
    const listen = (headers: Record<string, string>, query = '') =>
      fetch(`${http.url}/v1/events${query}`, { headers });
    const ticketOf = async (key: string) =>
      (await http.ask(key, 'POST', '/v1/realtime/tickets', {})).body!.ticket as string;
    const tickets = await Promise.all([short, long].map(({ key }) => ticketOf(key)));
    await Promise.all([
      ...[short, long, good].map(({ key }) => listen({ authorization: `Bearer ${key}` })),
      ...tickets.map((ticket) => listen({}, `?ticket=${ticket}`)),
    ]);
    expect(open.size).toBe(5);
    await http.test.pass(60_000, 1_000);
    expect(open.size).toBe(3);
    expect(await statusOf(alice, 'DELETE', `/v1/keys/${long.id}`)).toBe(204);
    await http.test.pass(30_000, 1_000);
    expect(open.size).toBe(1);
    await http.test.pass(3_600_000, 60_000);
    expect(open.size).toBe(1);
  });
});

describe('API keys of a local server', () => {
  it('[SEC-1] are made by the owner', async () => {
    const local = await openEngineHttp({ identity: localIdentity });
    try {
      const made = await local.ask(OWNER_TOKEN, 'POST', '/v1/keys', { name: 'x', scopes: ['admin'] });
      const key = made.body!.key as string;
      expect((await local.ask(key, 'GET', '/v1/admin/overview')).status).toBe(200);
      expect((await local.ask(`${key}x`, 'GET', '/v1/credits')).status).toBe(401);
    } finally {
      await local.close();
    }
  });
});
