import { expect, it } from 'vitest';
import { useRedis } from './use-redis.ts';

const stage = useRedis();

it('a test has a real Redis that can die and come back, empty, at the same address', async () => {
  const { redis } = stage;
  expect(await redis.send('SET song 1')).toBe('+OK');
  const first = redis.pid();
  await redis.kill();
  await expect(redis.send('PING')).rejects.toThrow('ECONNREFUSED');
  await redis.start();
  expect(redis.pid()).not.toBe(first);
  expect(await redis.send('EXISTS song')).toBe(':0');
});
