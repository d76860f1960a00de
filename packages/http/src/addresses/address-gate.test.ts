import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import { readNetwork } from './client-address.ts';

const perMinute = 30;
const ourProxy = [readNetwork('127.0.0.1')!];

let http: TestHttp;
afterEach(() => http.close());

const open = (trustedProxies = ourProxy) => openTestHttp({ addressLimit: { perMinute, trustedProxies } });
const from = (forwardedFor: string, route = '/v1/providers', headers: Record<string, string> = {}) =>
  http.request(route, { headers: { 'x-forwarded-for': forwardedFor, ...headers } });

/** How many of so many requests pass. */
async function passed(count: number, forwardedFor: string): Promise<number> {
  const replies = await Promise.all(Array.from({ length: count }, () => from(forwardedFor)));
  return replies.filter(({ status }) => status === 200).length;
}

describe('the limit of an address', () => {
  it('[LIM-2] lets so many requests a minute through, and tells the others when to come back', async () => {
    http = await open();
    expect(await passed(40, '203.0.113.1')).toBe(perMinute);
    const refused = await from('203.0.113.1');
    expect(refused.status).toBe(429);
    expect(Object.fromEntries(refused.headers)).toMatchObject({
      'ratelimit-policy': '"address";q=30;w=60',
      ratelimit: '"address";r=0;t=2',
      'x-ratelimit-limit': '30',
      'x-ratelimit-remaining': '0',
      'retry-after': '2',
    });
    expect(await refused.json()).toMatchObject({ code: 'rate_limit_exceeded', retryAfter: 2, remaining: 0 });
    expect(await passed(1, '203.0.113.2')).toBe(1);
    http.clock.advance(2_000);
    expect(await passed(5, '203.0.113.1')).toBe(1);
  });

  it('[LIM-2] is not escaped by naming other addresses in the header', async () => {
    http = await open();
    const replies = [];
    for (let n = 0; n < perMinute + 5; n += 1) replies.push(await from(`198.51.100.${n}, 203.0.113.1`));
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it('[SEC-1] makes guessing slow: what does not say who it is costs ten requests', async () => {
    http = await open();
    const guess = () => from('203.0.113.1', '/v1/credits', { authorization: 'Bearer guessed' });
    const statuses = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await guess()).status);
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    http.clock.advance(2_000);
    expect([(await guess()).status, (await guess()).status]).toEqual([401, 429]);
  });

  it('[CAL-1] holds for neither callbacks nor health checks', async () => {
    http = await open();
    expect(await passed(perMinute, '203.0.113.1')).toBe(perMinute);
    expect((await from('203.0.113.1')).status).toBe(429);
    expect((await from('203.0.113.1', '/livez')).status).toBe(200);
    expect((await from('203.0.113.1', '/readyz')).status).toBe(200);
    const callback = await fetch(`${http.url}/webhooks/suno/some-correlation`, {
      method: 'POST',
      headers: { 'x-forwarded-for': '203.0.113.1', 'content-type': 'application/json' },
      body: '{}',
    });
    expect(callback.status).not.toBe(429);
  });

  it('answers in the form of the original endpoints there', async () => {
    http = await open();
    await passed(perMinute, '203.0.113.1');
    const reply = await http.post('/functions/v1/generate-suno', {}, { 'x-forwarded-for': '203.0.113.1' });
    expect(reply.status).toBe(429);
    expect(await reply.json()).toMatchObject({ success: false, error: 'Rate limit exceeded', remaining: 0 });
  });

  it('holds for no program of this machine, and tells once that a proxy is not known as one', async () => {
    http = await open([]);
    expect(await passed(perMinute + 10, '203.0.113.1')).toBe(perMinute + 10);
    const warnings = http.logged.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('TRUSTED_PROXIES')]);
  });
});
