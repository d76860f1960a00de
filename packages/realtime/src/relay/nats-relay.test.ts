import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startNats, type NatsServer } from '../testing/start-nats.ts';
import {
  expectTopicsApart,
  keptLog,
  openNode,
  openStory,
  realClock,
  type Node,
} from '../testing/two-nodes.ts';
import { patienceMs } from '../testing/use-realtime.ts';
import { openNatsRelay } from './nats-relay.ts';

let db: TestDatabase;
let nats: NatsServer;
let log: ReturnType<typeof keptLog>;
let nodes: Node[];
beforeAll(async () => {
  [db, nats] = await Promise.all([
    openTestDatabase(),
    startNats({ user: 'impresario', password: 'p@ss/word' }),
  ]);
});
afterAll(() => Promise.all([nats.close(), db.close()]));
beforeEach(() => {
  log = keptLog();
  nodes = [];
});
afterEach(() => Promise.all(nodes.map((node) => node.close())));

function open(name: string, lookEveryMs?: number): Node {
  const relay = openNatsRelay({ urls: [nats.url], clock: realClock, log, name });
  const node = openNode(db, relay, lookEveryMs);
  nodes.push(node);
  return node;
}

const areAll = (health: string) =>
  vi.waitFor(
    () => expect(new Set(nodes.map(({ relay }) => relay.health()))).toEqual(new Set([health])),
    patienceMs,
  );

describe('word by NATS', () => {
  it('[RT-1] brings what one node commits to the clients of another, which does not look by itself', async () => {
    const story = await openStory(db, open('worker'), open('api'));
    await areAll('ok');
    for (let count = 0; count < 5; count += 1) {
      await story.change();
      await story.isHeard();
    }
    expect(await nodes[0]!.relay.check()).toBe('ok');
    expect(log.lines).toEqual([]);
  });

  it('brings word of work to those who do it, and of events to those who tell them', async () => {
    const [api, worker] = [open('api'), open('worker')];
    await areAll('ok');
    await expectTopicsApart(api, worker);
  });

  it('[RT-1] leaves it to the look while NATS is away, and comes back by itself with nothing lost', async () => {
    const [worker, api, looking] = [open('worker'), open('api'), open('looking', 20)];
    await areAll('ok');
    const [story, seen] = [await openStory(db, worker, api), await openStory(db, worker, looking)];
    await nats.kill();
    await areAll('lost');
    for (let count = 0; count < 3; count += 1) {
      await story.change();
      await seen.change();
    }
    await seen.isHeard();
    expect(story.sink.story()).toEqual([]);
    expect(await api.relay.check()).toBe('lost');
    await nats.start();
    await story.isHeard();
    await areAll('ok');
    await story.change();
    await story.isHeard();
    const said = (words: string) => log.lines.filter((line) => line.includes(words)).length;
    expect([said('NATS is lost'), said('NATS is back'), log.lines.length]).toEqual([3, 3, 6]);
  });

  it('needs no NATS to start, and tells no password', async () => {
    await nats.kill();
    const story = await openStory(db, open('worker'), open('api'));
    await areAll('lost');
    await story.change();
    await nats.start();
    await story.isHeard();
    expect(JSON.stringify(log.lines)).not.toMatch(/p@ss|p%40ss/);
  });
});
