import { useRedisLimiter } from '@impresario/limits/testing';
import { describe, expect, it } from 'vitest';
import { createCounter, type CountedToken } from './counter.ts';

describe('a counter beside PostgreSQL', () => {
  const shared = useRedisLimiter();
  const now = new Date('2026-03-01T12:00:00.000Z');
  const request = (userId: string) => ({
    bucket: { userId, endpoint: 'generate' },
    likelyPerMinute: 3,
    now,
  });
  const quota = {
    perMinute: 3,
    perDay: null,
    concurrent: null,
    bucketFullAtUs: 0,
    usedToday: 0,
    dayEndsAt: '2026-03-02T00:00:00.000Z',
    active: [],
  };
  const admitted = async () => ({ outcome: 'admitted' as const, quota });

  it('[LIM-1] keeps the token of a request of which nobody knows whether it was admitted', async () => {
    const counter = createCounter(shared.limiter);
    const lost = counter.count(request('unlucky'), () => Promise.reject(new Error('connection lost')));
    await expect(lost).rejects.toThrow('connection lost');
    const told: (CountedToken | null)[] = [];
    await counter.count(request('unlucky'), async (token) => {
      told.push(token);
      return admitted();
    });
    expect(told[0]?.fullAtUs).toBe(now.getTime() * 1000 + 40_000_000);
  });

  it('[LIM-1] asks again with the limit PostgreSQL names, and knows it the next time', async () => {
    const counter = createCounter(shared.limiter);
    const asked: (number | undefined)[] = [];
    const decide = async (token: CountedToken | null) => {
      asked.push(token?.askedPerMinute);
      if (token?.askedPerMinute !== 10) return { outcome: 'other-limit' as const, perMinute: 10 };
      return admitted();
    };
    await counter.count(request('upgraded'), decide);
    await counter.count(request('upgraded'), decide);
    expect(asked).toEqual([3, 10, 10]);
  });
});
