import { expect, it } from 'vitest';
import { createClient } from '../create-client.ts';
import { aTrack, cut, json, problem, scriptedServer } from '../testing/scripted-server.ts';
import { testClock } from '../testing/test-clock.ts';
import type { KeyValueStore } from '../world.ts';
import { GenerationService } from './generation-service.ts';

function memoryStore(): KeyValueStore & { text: () => string } {
  const items = new Map<string, string>();
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, value),
    text: () => [...items.values()].join(),
  };
}

const accepted = (id = 'a') => json(202, aTrack({ id }));
const keysOf = ({ requests }: { requests: { headers: Record<string, unknown> }[] }) =>
  requests.map(({ headers }) => headers['idempotency-key']);

it('[GEN-9] takes a double click for one wish, and another lyric for another', async () => {
  await using server = await scriptedServer(accepted('a'), accepted('b'));
  const { generation } = createClient({ baseUrl: server.url, clock: testClock() });
  const [one, two, other, late] = await Promise.all([
    generation.generate({ prompt: 'waltz', title: 'One' }),
    generation.generate({ title: 'One', prompt: 'waltz' }),
    generation.generate({ prompt: 'waltz', title: 'Two' }),
    generation.generate({ prompt: 'waltz', title: 'One' }),
  ]);
  expect([one.id, late.id]).toEqual([two.id, two.id]);
  expect(other.id).not.toBe(one.id);
  expect(server.requests).toHaveLength(2);
  expect((await generation.generate({ prompt: 'waltz', title: 'One' })).id).toBe(one.id);
});

it('[IDM-2] sends the same key after a reload while the reply was lost, and a new one once accepted', async () => {
  await using server = await scriptedServer(...Array<typeof cut>(6).fill(cut), accepted(), accepted('b'));
  const storage = memoryStore();
  const open = () => createClient({ baseUrl: server.url, clock: testClock(), storage });
  await expect(open().generation.generate({ prompt: 'secret words' })).rejects.toMatchObject({
    code: 'network',
  });
  expect(storage.text()).not.toContain('secret');
  await open().generation.generate({ prompt: 'secret words' });
  expect(new Set(keysOf(server)).size).toBe(1);
  await new GenerationService(open()).generate({ prompt: 'secret words' });
  expect(new Set(keysOf(server)).size).toBe(2);
  expect(storage.text()).toBe('[]');
});

it('[GEN-9] waits for a limit as long as it says, and never repeats a no', async () => {
  await using server = await scriptedServer(
    problem(429, 'rate_limit_exceeded', { retryAfter: 8 }),
    accepted(),
    problem(402, 'insufficient_credits', { retryable: false }),
    problem(429, 'daily_limit_exceeded', { retryAfter: 7200 }),
  );
  const clock = testClock();
  const { generation } = createClient({ baseUrl: server.url, clock });
  const waits: [string, number][] = [];
  await generation.generate({ prompt: 'a' }, { onWait: ({ code }, ms) => waits.push([code, ms]) });
  expect(waits).toEqual([['rate_limit_exceeded', 8_000]]);
  for (const code of ['insufficient_credits', 'daily_limit_exceeded']) {
    await expect(generation.generate({ prompt: code })).rejects.toMatchObject({ code });
  }
  expect(server.requests).toHaveLength(4);
});
