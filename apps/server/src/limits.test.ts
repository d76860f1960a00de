import { useRedis } from '@impresario/limits/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from './config.ts';
import { startServer, type RunningServer } from './start-server.ts';
import { ask, makeDataDirectory, signToken, userClaims } from './testing.ts';

const secret = 's'.repeat(32);
const perMinute = 8;
const localShare = 2;
let users = 0;

describe('a server that counts in Redis', () => {
  const stage = useRedis();
  let place: Awaited<ReturnType<typeof makeDataDirectory>>;
  let server: RunningServer;

  beforeAll(async () => {
    place = await makeDataDirectory();
    const env = {
      DATA_DIR: place.dataDir,
      JWT_SECRET: secret,
      REDIS_URL: stage.redis.url,
      ROLE: 'api',
      LOG_LEVEL: 'silent',
      SIGNUP_CREDITS: '1000',
      PLANS: JSON.stringify({ free: { perMinute, perDay: null, concurrent: 1000 } }),
    };
    server = await startServer({ env, port: 0, studio: false });
  });
  afterAll(async () => {
    await server.stop();
    await place.remove();
  });

  const newUser = () => signToken(secret, userClaims(`user-${(users += 1)}`));
  const request = (token: string) =>
    ask({ url: server.url, token }, 'POST', '/v1/tracks', { prompt: 'warm piano' });
  const admitted = (replies: readonly { status: number }[]) =>
    replies.filter(({ status }) => status === 202).length;
  const burst = async (count: number, token = newUser()) =>
    admitted(await Promise.all(Array.from({ length: count }, () => request(token))));
  const look = async (route: string) => (await ask({ url: server.url, token: '' }, 'GET', route)).text;
  const readyz = async () => JSON.parse(await look('/readyz')) as unknown;
  const isBack = () =>
    vi.waitFor(async () => expect(await readyz()).toMatchObject({ checks: { redis: 'ok' } }), 10_000);

  it('[LIM-2] tells on every limited reply what is left, and on a refusal alone when to come back', async () => {
    const token = newUser();
    const headersOf = async () => {
      const reply = await request(token);
      return [reply.status, ...headers.map((name) => reply.headers.get(name))];
    };
    const headers = ['ratelimit-policy', 'ratelimit', 'x-ratelimit-limit', 'x-ratelimit-remaining'];
    const policy = `"minute";q=${perMinute};w=60, "concurrent";q=1000;qu="concurrent-requests"`;
    expect(await headersOf()).toEqual([202, policy, expect.stringMatching(/^"minute";r=7;t=8, /), '8', '7']);
    expect(await burst(20, token)).toBe(perMinute - 1);
    expect(await headersOf()).toEqual([429, policy, expect.stringMatching(/^"minute";r=0;t=\d, /), '8', '0']);
    const refused = await request(token);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.parse(refused.text)).toMatchObject({ code: 'rate_limit_exceeded', remaining: 0 });
  });

  it('[LIM-1] goes on when Redis is killed under requests, lets a quarter through, and is exact after it', async () => {
    expect(await burst(20)).toBe(perMinute);
    const ours = Array.from({ length: 4 }, newUser);
    const waits: number[] = [];
    const stream = Promise.all(
      ours.map(async (token) => {
        const replies = [];
        for (let n = 0; n < 25; n += 1) {
          const startedAt = performance.now();
          replies.push(await request(token));
          waits.push(performance.now() - startedAt);
        }
        return replies;
      }),
    );
    await vi.waitFor(() => expect(waits.length).toBeGreaterThan(8));
    await stage.redis.kill();
    const replies = await stream;
    expect(new Set(replies.flat().map(({ status }) => status))).toEqual(new Set([202, 429]));
    for (const ofOne of replies) {
      expect(admitted(ofOne)).toBeGreaterThanOrEqual(localShare);
      expect(admitted(ofOne)).toBeLessThanOrEqual(perMinute + localShare);
    }
    expect(Math.max(...waits)).toBeLessThan(2_000);

    expect(await burst(20)).toBe(localShare);
    expect(await readyz()).toEqual({ status: 'ok', checks: { database: 'ok', redis: 'degraded' } });
    expect(await look('/metrics')).toContain('impresario_limiter_degraded 1');

    await stage.redis.start();
    await isBack();
    expect(await burst(20)).toBe(perMinute);
  });

  it('[LIM-1] counts anew when Redis is flushed, and does not stop for it', async () => {
    const token = newUser();
    expect(await burst(12, token)).toBe(perMinute);
    await stage.redis.send('FLUSHALL');
    await stage.redis.send('SCRIPT FLUSH');
    expect(await burst(12, token)).toBe(perMinute);
  });
});

describe('REDIS_URL', () => {
  it.each(['http://redis:6379', 'redis', '6379'])('is refused as %s, without telling it', (REDIS_URL) => {
    expect(() => readConfig({ REDIS_URL })).toThrow(/REDIS_URL (?!.*redis:6379)/);
  });

  it('may name a user, a password and TLS', () => {
    const REDIS_URL = 'rediss://limits:hunter2@redis.example:6380/1';
    expect(readConfig({ REDIS_URL })).toMatchObject({ REDIS_URL });
  });
});
