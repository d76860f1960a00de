import { aTrack } from '@impresario/protocol/testing';
import { expect, it } from 'vitest';
import { createClient, type ClientOptions } from '../create-client.ts';
import { cut, json, problem, scriptedServer } from '../testing/scripted-server.ts';
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
const lost = Array<typeof cut>(6).fill(cut);
const keysOf = ({ requests }: { requests: { headers: Record<string, unknown> }[] }) =>
  requests.map(({ headers }) => headers['idempotency-key'] as string);

function open(baseUrl: string, options: Partial<ClientOptions> = {}) {
  const clock = testClock();
  return { clock, ...createClient({ baseUrl, clock, ...options }) };
}

it('[GEN-9] takes a double click for one wish, and another lyric for another', async () => {
  await using server = await scriptedServer(accepted('a'), accepted('b'), accepted('c'));
  const { generation, clock } = open(server.url);
  const waltz = { prompt: 'waltz', title: 'One' };
  const [one, two, other, late] = await Promise.all([
    generation.generate(waltz),
    generation.generate({ title: 'One', prompt: 'waltz' }),
    generation.generate({ prompt: 'waltz', title: 'Two' }),
    generation.generate(waltz),
  ]);
  expect([one.id, late.id]).toEqual([two.id, two.id]);
  expect(other.id).not.toBe(one.id);
  clock.jump(1_400);
  expect((await generation.generate(waltz)).id).toBe(one.id);
  expect(server.requests).toHaveLength(2);
  clock.jump(100);
  expect((await generation.generate(waltz)).id).toBe('c');
});

it('takes the same request for a new wish at once when its track was cancelled', async () => {
  await using server = await scriptedServer(accepted('a'), accepted('b'));
  const { generation } = open(server.url);
  const { id } = await generation.generate({ prompt: 'waltz' });
  generation.forget('another');
  expect((await generation.generate({ prompt: 'waltz' })).id).toBe('a');
  generation.forget(id);
  expect((await generation.generate({ prompt: 'waltz' })).id).toBe('b');
});

it('[IDM-2] sends the same key after a reload while the reply was lost, and a new one once accepted', async () => {
  await using server = await scriptedServer(...lost, accepted(), accepted('b'));
  const storage = memoryStore();
  const wish = { prompt: 'secret words' };
  await expect(open(server.url, { storage }).generation.generate(wish)).rejects.toMatchObject({
    code: 'network',
  });
  expect(storage.text()).not.toContain('secret');
  await open(server.url, { storage }).generation.generate(wish);
  expect(new Set(keysOf(server)).size).toBe(1);
  await new GenerationService(open(server.url, { storage })).generate(wish);
  expect(new Set(keysOf(server)).size).toBe(2);
  expect(storage.text()).toBe('[]');
});

it('[IDM-2] keeps the wishes of two users of one browser apart', async () => {
  await using server = await scriptedServer(...lost, accepted());
  const storage = memoryStore();
  const ann = open(server.url, { storage, token: 'imp_ann' });
  await expect(ann.generation.generate({ prompt: 'a' })).rejects.toThrow();
  await open(server.url, { storage, token: 'imp_bob' }).generation.generate({ prompt: 'a' });
  expect(new Set(keysOf(server)).size).toBe(2);
});

it('[GEN-9] waits for a limit as long as it says, and never repeats a no', async () => {
  const refusals = [
    problem(402, 'insufficient_credits', { retryable: false }),
    problem(429, 'daily_limit_exceeded', { retryAfter: 7200 }),
    problem(429, 'concurrency_limit_exceeded'),
    problem(400, 'validation_failed', { retryable: false }),
    problem(504, 'processing_timeout', { retryable: true }),
  ];
  const limit = problem(429, 'rate_limit_exceeded', { retryAfter: 8 });
  const fault = problem(500, 'internal_error', { retryable: true });
  await using server = await scriptedServer(limit, fault, accepted(), ...refusals);
  const { generation } = open(server.url);
  const waits: [string, number][] = [];
  await generation.generate({ prompt: 'a' }, { onWait: ({ code }, ms) => waits.push([code, ms]) });
  expect(waits).toEqual([
    ['rate_limit_exceeded', 8_000],
    ['internal_error', 450],
  ]);
  for (const status of [402, 429, 429, 400, 504]) {
    await expect(generation.generate({ prompt: 'b' })).rejects.toMatchObject({ status });
  }
  expect(server.requests).toHaveLength(8);
});

it('[IDM-2] keeps the key over a refusal that passes, since an earlier request may still arrive', async () => {
  await using server = await scriptedServer(
    problem(402, 'insufficient_credits', { retryable: false }),
    accepted(),
    problem(400, 'validation_failed', { retryable: false }),
    accepted(),
  );
  const { generation } = open(server.url);
  for (const prompt of ['a', 'b']) {
    await expect(generation.generate({ prompt })).rejects.toThrow();
    await generation.generate({ prompt });
  }
  const [first, second, third, fourth] = keysOf(server);
  expect(first).toBe(second);
  expect(third).not.toBe(fourth);
});

it('[IDM-2] makes a new key when the old one stands for something else, once', async () => {
  const mismatch = problem(422, 'idempotency_mismatch', { retryable: false });
  await using server = await scriptedServer(mismatch, accepted(), mismatch, mismatch, mismatch);
  const { generation } = open(server.url);
  await generation.generate({ prompt: 'a' });
  await expect(generation.generate({ prompt: 'b' })).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  expect(new Set(keysOf(server)).size).toBe(4);
  const own = generation.generate({ prompt: 'c', idempotencyKey: 'mine' });
  await expect(own).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  expect(keysOf(server).slice(4)).toEqual(['mine']);
});

it('gives the request up when all who wait for it have left, and finds its track later', async () => {
  await using server = await scriptedServer(() => undefined, accepted());
  const { generation } = open(server.url);
  const stops = [new AbortController(), new AbortController()];
  const [one, two] = stops.map(({ signal }) => generation.generate({ prompt: 'a' }, { signal }));
  await expect.poll(() => server.requests.length).toBe(1);
  stops[0]!.abort(new Error('left'));
  await expect(one).rejects.toThrow('left');
  expect(server.openCount('/v1/tracks')).toBe(1);
  stops[1]!.abort(new Error('left too'));
  const next = two!.catch(() => generation.generate({ prompt: 'a' }));
  await expect(two).rejects.toThrow('left too');
  await next;
  await expect.poll(() => server.openCount('/v1/tracks')).toBe(0);
  expect(new Set(keysOf(server)).size).toBe(1);
  await expect(generation.generate({ prompt: 'b' }, { signal: stops[0]!.signal })).rejects.toThrow('left');
});

it('goes on without storage that is full or denied, and says so once', async () => {
  await using server = await scriptedServer(...lost, ...lost, accepted());
  const warnings: string[] = [];
  const log = { debug: () => {}, warn: (message: string) => warnings.push(message) };
  const full: KeyValueStore = {
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError');
    },
  };
  const { generation } = open(server.url, { storage: full, log });
  for (const prompt of ['a', 'b']) await expect(generation.generate({ prompt })).rejects.toThrow();
  await generation.generate({ prompt: 'a' });
  expect(warnings).toHaveLength(1);
  expect(keysOf(server)[0]).toBe(keysOf(server).at(-1));
});

it('keeps at most fifty wishes for a day, and survives what others write there', async () => {
  await using server = await scriptedServer(...Array<typeof cut>(60 * 6).fill(cut));
  const storage = memoryStore();
  const { generation, clock } = open(server.url, { storage });
  const fail = (prompt: string) => expect(generation.generate({ prompt })).rejects.toThrow();
  for (let count = 0; count < 55; count++) await fail(`song ${count}`);
  expect(JSON.parse(storage.text())).toHaveLength(50);
  clock.jump(24 * 3_600_000);
  await fail('next day');
  expect(JSON.parse(storage.text())).toHaveLength(1);
  for (const [index, junk] of ['{', '7', 'null', '[null,{"name":1}]'].entries()) {
    storage.setItem('impresario.wishes', junk);
    await fail(`after ${junk}`);
    // What this page knows itself is there again.
    expect(JSON.parse(storage.text())).toHaveLength(2 + index);
  }
});

it('[IDM-2] keeps its own key when another page writes over it that has not seen it yet', async () => {
  await using server = await scriptedServer(...lost, ...lost, accepted('a'), accepted('b'));
  const storage = memoryStore();
  const late: KeyValueStore = { getItem: () => null, setItem: storage.setItem };
  const one = open(server.url, { storage });
  await expect(one.generation.generate({ prompt: 'a' })).rejects.toThrow();
  await expect(open(server.url, { storage: late }).generation.generate({ prompt: 'b' })).rejects.toThrow();
  await one.generation.generate({ prompt: 'a' });
  expect(keysOf(server).at(-1)).toBe(keysOf(server)[0]);
  // The other page's wish is still there for its own reload.
  expect(JSON.parse(storage.text())).toHaveLength(1);
  await open(server.url, { storage }).generation.generate({ prompt: 'b' });
  expect(keysOf(server).at(-1)).toBe(keysOf(server)[6]);
});
