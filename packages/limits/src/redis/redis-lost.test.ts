import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inUs, isWithin } from '../bucket.ts';
import type { RateLimiter } from '../rate-limiter.ts';
import { realTimer } from '../testing/real-timer.ts';
import { useRedis } from '../testing/use-redis.ts';
import { openRedisLimiter } from './redis-limiter.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const perMinute = 20;
let users = 0;

describe('a limiter without its Redis', () => {
  const stage = useRedis();
  let limiter: RateLimiter;
  let logged: [level: string, fields: object, message: string][];

  const open = (url = stage.redis.url) =>
    openRedisLimiter({
      url,
      timer: realTimer,
      log: {
        info: (...line) => logged.push(['info', ...line]),
        warn: (...line) => logged.push(['warn', ...line]),
      },
    });
  const back = () => vi.waitFor(async () => expect(await limiter.health(now)).toBe('ok'), 5_000);

  /** How many of so many requests at once of one new user pass. */
  async function passed(count: number, userId = `user-${(users += 1)}`): Promise<number> {
    const tokens = await Promise.all(
      Array.from({ length: count }, () => limiter.take({ endpoint: 'generate', userId }, perMinute, now)),
    );
    return tokens.filter((token) => isWithin(token.fullAtUs, token.perMinute, inUs(now))).length;
  }

  beforeEach(async () => {
    logged = [];
    limiter = await open();
  });

  afterEach(async () => {
    await limiter.close();
    stage.redis.resume();
    if (stage.redis.pid() === null) await stage.redis.start();
    await stage.redis.send('CONFIG SET maxmemory 0');
    await stage.redis.send('REPLICAOF NO ONE');
  });

  it('[LIM-1] lets a quarter through, alone, and is exact again as soon as Redis is back', async () => {
    expect(await passed(50)).toBe(perMinute);
    await stage.redis.kill();
    for (let user = 0; user < 3; user += 1) expect(await passed(50)).toBe(perMinute / 4);
    await stage.redis.start();
    await back();
    expect(await passed(50)).toBe(perMinute);
    expect(logged.map(([level]) => level)).toEqual(['warn', 'info']);
  });

  it('[LIM-1] lets at least one through, however small the limit', async () => {
    await stage.redis.kill();
    const token = await limiter.take({ endpoint: 'generate', userId: 'small' }, 3, now);
    expect(token.perMinute).toBe(1);
    expect(isWithin(token.fullAtUs, 1, inUs(now))).toBe(true);
  });

  it('[LIM-1] waits for a Redis that hangs once, and then goes on at once', async () => {
    stage.redis.pause();
    const startedAt = performance.now();
    expect(await passed(10)).toBe(perMinute / 4);
    const waitedMs = performance.now() - startedAt;
    expect(await passed(10)).toBe(perMinute / 4);
    expect(waitedMs).toBeGreaterThan(90);
    stage.redis.resume();
    await back();
    expect(await passed(50)).toBe(perMinute);
  });

  it.each([
    ['has no memory left', 'CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0'],
    ['only reads', 'REPLICAOF 127.0.0.1 1', 'REPLICAOF NO ONE'],
  ])('[LIM-1] is as careful with a Redis that %s', async (_, fault, mended) => {
    await stage.redis.send(fault);
    expect(await passed(30)).toBe(perMinute / 4);
    expect(await limiter.health(now)).toBe('degraded');
    await stage.redis.send(mended);
    expect(await limiter.health(now)).toBe('ok');
    expect(await passed(30)).toBe(perMinute);
    expect(logged.map(([level]) => level)).toEqual(['warn', 'info']);
  });

  it('[LIM-1] goes on without a pause when Redis has forgotten the script, and all else', async () => {
    expect(await passed(30, 'forgotten')).toBe(perMinute);
    await stage.redis.send('SCRIPT FLUSH');
    expect(await passed(30, 'forgotten')).toBe(0);
    await stage.redis.send('FLUSHALL');
    expect(await passed(30, 'forgotten')).toBe(perMinute);
    expect(logged).toEqual([]);
  });

  it('[LIM-1] opens without it, too, and never tells its password', async () => {
    await limiter.close();
    limiter = await open(stage.redis.url.replace('//', '//somebody:hunter2-secret@'));
    expect(await passed(30)).toBe(perMinute / 4);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('hunter2');
  });

  it('[LIM-2] puts back what was taken here, and nothing for what was refused', async () => {
    await stage.redis.kill();
    const take = () => limiter.take({ endpoint: 'generate', userId: 'returning' }, 4, now);
    const [first, refused] = [await take(), await take()];
    await refused.giveBack();
    expect(await passedOf(take())).toBe(false);
    await first.giveBack();
    expect(await passedOf(take())).toBe(true);
  });

  async function passedOf(token: ReturnType<RateLimiter['take']>): Promise<boolean> {
    const { fullAtUs, perMinute: counted } = await token;
    return isWithin(fullAtUs, counted, inUs(now));
  }
});
