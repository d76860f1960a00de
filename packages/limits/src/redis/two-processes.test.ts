import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Hammering } from '../testing/hammer.ts';
import { useRedis } from '../testing/use-redis.ts';

const stage = useRedis();
const script = fileURLToPath(new URL('../testing/hammer.ts', import.meta.url));
let hammers: ChildProcess[] = [];

beforeAll(async () => {
  hammers = [1, 2].map(() => fork(script, [stage.redis.url], { execArgv: [] }));
  await Promise.all(hammers.map((hammer) => once(hammer, 'message')));
});
afterAll(() => hammers.forEach((hammer) => hammer.kill()));

/** How many takes pass in both processes together. */
async function hammer(hammering: Hammering): Promise<number> {
  const counts = hammers.map(async (child) => {
    const answer = once(child, 'message');
    child.send(hammering);
    return (await answer)[0] as number;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

it('[LIM-1] [I16] two processes together get what the bucket holds and what has come since, never one more', async () => {
  const atMs = Date.parse('2026-03-01T12:00:00.000Z');
  const perMinute = 77;
  expect(await hammer({ atMs, takes: 1_500, perMinute })).toBe(perMinute);
  expect(await hammer({ atMs, takes: 500, perMinute })).toBe(0);
  // 77 a minute are 12 in ten seconds, and most of a thirteenth.
  expect(await hammer({ atMs: atMs + 10_000, takes: 500, perMinute })).toBe(12);
  expect(await hammer({ atMs: atMs + 600_000, takes: 500, perMinute })).toBe(perMinute);
});
