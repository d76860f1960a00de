import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  heldClock,
  jwtIdentity,
  openTestHttp,
  type HeldClock,
  type LogLine,
} from '../testing/open-test-http.ts';
import { startJwksServer, type JwksServer } from '../testing/jwks-server.ts';
import { createSigner, type Signer } from '../testing/signer.ts';
import { createJwksSource } from './key-source-jwks.ts';
import type { KeySource } from './key-source.ts';

const minuteMs = 60_000;

let first: Signer, second: Signer;
beforeAll(async () => {
  [first, second] = await Promise.all([createSigner('ES256', 'first'), createSigner('EdDSA', 'second')]);
});

describe('published keys', () => {
  let server: JwksServer;
  let clock: HeldClock;
  let logged: LogLine[];
  let source: KeySource;

  beforeEach(async () => {
    server = await startJwksServer(first.published);
    clock = heldClock();
    logged = [];
    const write = (level: string) => (fields: object, message: string) =>
      void logged.push({ level, fields: { ...fields }, message });
    const log = { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
    source = createJwksSource(`${server.url}?secret=x`, { clock, log });
  });
  afterEach(() => server.close());

  const kindFor = async ({ published }: Signer, kid = published.kid) =>
    (await source.keyFor({ alg: published.alg, kid })).kind;
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const asked = async (count: number) => {
    while (server.count() < count) await settled();
    return server.count();
  };

  it('[SEC-1] are fetched once for a crowd, and again after ten minutes', async () => {
    const kinds = await Promise.all(Array.from({ length: 50 }, () => kindFor(first)));
    expect(new Set(kinds)).toEqual(new Set(['key']));
    expect(server.count()).toBe(1);
    clock.advance(10 * minuteMs - 1);
    await kindFor(first);
    expect(server.count()).toBe(1);
    server.publish(second.published);
    clock.advance(1);
    expect(await Promise.all([kindFor(first), kindFor(second)])).toEqual(['unknown', 'key']);
    expect(server.count()).toBe(2);
  });

  it('[SEC-1] that are new are found within the cooldown', async () => {
    await kindFor(first);
    server.publish(first.published, second.published);
    expect(await kindFor(second)).toBe('unknown');
    clock.advance(30_000);
    expect(await Promise.all([kindFor(second), kindFor(first)])).toEqual(['key', 'key']);
    expect(server.count()).toBe(2);
  });

  it('[SEC-1] are asked for once a cooldown, however many kids are made up', async () => {
    await kindFor(first);
    for (let round = 1; round <= 4; round += 1) {
      clock.advance(30_000);
      const kids = Array.from({ length: 300 }, (_, index) => `made-up-${round}-${index}`);
      const kinds = await Promise.all(kids.map((kid) => kindFor(first, kid)));
      expect(new Set(kinds)).toEqual(new Set(['unknown']));
      expect(await kindFor(first)).toBe('key');
      expect(server.count()).toBe(1 + round);
    }
  });

  it('[SEC-1] that were looked for in vain are not looked for again for a minute', async () => {
    await kindFor(first);
    clock.advance(30_000);
    await kindFor(first, 'lost');
    clock.advance(minuteMs - 1);
    await kindFor(first, 'lost');
    await kindFor(first, 'k'.repeat(257));
    expect(server.count()).toBe(2);
    clock.advance(1);
    await kindFor(first, 'lost');
    expect(server.count()).toBe(3);
  });

  it('[SEC-1] go on being used while their address cannot be reached, and nobody waits for it', async () => {
    await kindFor(first);
    server.answer((response) => response.destroy());
    clock.advance(10 * minuteMs);
    expect(await kindFor(first)).toBe('key');
    server.answer(() => {});
    clock.advance(30_000);
    // The address says nothing now: who knows their key is answered all the same.
    expect(await kindFor(first)).toBe('key');
    await asked(3);
    clock.advance(5_000);
    while (logged.length < 2) await settled();
    expect(logged.map(({ level, fields }) => [level, fields])).toEqual([
      ['warn', { host: new URL(server.url).host, reason: expect.any(String) as unknown, keyCount: 1 }],
      ['warn', { host: new URL(server.url).host, reason: 'it did not come within 5 s', keyCount: 1 }],
    ]);
    expect(JSON.stringify(logged)).not.toContain('secret');
    server.publish(second.published);
    clock.advance(30_000);
    await kindFor(first);
    await asked(4);
    while ((await kindFor(second)) !== 'key') await settled();
    expect(await kindFor(first)).toBe('unknown');
  });

  it('[SEC-1] are unavailable until they were fetched once', async () => {
    server.answer((response) => response.destroy());
    expect(await Promise.all([kindFor(first), kindFor(first)])).toEqual(['unavailable', 'unavailable']);
    server.publish(first.published);
    expect(await kindFor(first)).toBe('unavailable');
    expect(server.count()).toBe(1);
    clock.advance(30_000);
    expect(await kindFor(first)).toBe('key');
  });

  it.each([
    ['a redirect', (url: string) => ({ status: 302, location: url, body: '' }), 'it answered with 302'],
    ['an error', () => ({ status: 500, location: '', body: '{"keys":[]}' }), 'it answered with 500'],
    ['a page', () => ({ status: 200, location: '', body: '<html>' }), 'it is not JSON'],
    ['other JSON', () => ({ status: 200, location: '', body: '{"keys":{}}' }), 'it is no JWK set'],
    ['no set', () => ({ status: 200, location: '', body: 'null' }), 'it is no JWK set'],
    ['too much', () => ({ status: 200, location: '', body: `"${'x'.repeat(300_000)}"` }), 'it is too long'],
  ])('[SEC-1] are not taken from %s', async (_what, reply, reason) => {
    const elsewhere = await startJwksServer(first.published);
    server.answer((response) => {
      const { status, location, body } = reply(elsewhere.url);
      response.writeHead(status, location ? { location } : {}).end(body);
    });
    expect(await kindFor(first)).toBe('unavailable');
    expect(logged.at(-1)?.fields.reason).toBe(reason);
    expect(elsewhere.count()).toBe(0);
    await elsewhere.close();
  });

  it('[SEC-1] of which none can be used are refused with a word in the log', async () => {
    server.publish({ kty: 'oct', k: 'AAAA', kid: 'first' }, null, 'x', { ...first.published, d: 'AAAA' });
    expect(await kindFor(first)).toBe('unknown');
    expect(logged.at(-1)?.message).toBe('JWKS_URL has no key of an algorithm that is taken');
  });
});

describe('a server whose tokens are signed with published keys', () => {
  it('[SEC-1] says that it cannot tell, as long as it never saw the keys', async () => {
    const server = await startJwksServer();
    await server.close();
    const http = await openTestHttp({
      identity: { ...jwtIdentity, keys: { kind: 'jwks', url: server.url } },
    });
    const reply = await http.request('/v1/credits', {
      headers: { authorization: `Bearer ${await first.sign()}` },
    });
    expect([reply.status, reply.headers.get('retry-after'), await reply.json()]).toMatchObject([
      503,
      '30',
      { code: 'service_unavailable', retryable: true },
    ]);
    await http.close();
  });

  it('[SEC-1] believes a good token for a minute, not past its end, and a bad one never', async () => {
    const server = await startJwksServer(first.published);
    const http = await openTestHttp({
      identity: { ...jwtIdentity, keys: { kind: 'jwks', url: server.url } },
    });
    const statusOf = async (token: string) =>
      (await http.request('/v1/credits', { headers: { authorization: `Bearer ${token}` } })).status;
    const startSeconds = http.clock.now().getTime() / 1000;
    const [long, short] = await Promise.all([first.sign(), first.sign({ exp: startSeconds + 10 })]);
    const bad = `${long.slice(0, -8)}AAAAAAAA`;
    expect([await statusOf(long), await statusOf(short), await statusOf(bad)]).toEqual([200, 200, 401]);
    // From here on the key is gone: whoever is let in is believed, not verified.
    server.publish(second.published);
    await http.request('/v1/credits', { headers: { authorization: `Bearer ${await second.sign()}` } });
    http.clock.advance(30_000);
    expect(await statusOf(await second.sign())).toBe(200);
    expect([await statusOf(long), await statusOf(short), await statusOf(bad)]).toEqual([200, 401, 401]);
    http.clock.advance(30_000);
    expect(await statusOf(long)).toBe(401);
    await Promise.all([http.close(), server.close()]);
  });
});
