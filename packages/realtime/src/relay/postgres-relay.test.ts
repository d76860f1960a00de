import { openTestDatabase, type TestDatabase } from '@impresario/database/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDeafProxy } from '../testing/deaf-proxy.ts';
import {
  expectTopicsApart,
  keptLog,
  openNode,
  openStory,
  realClock,
  type Node,
} from '../testing/two-nodes.ts';
import { patienceMs } from '../testing/use-realtime.ts';
import { createPostgresRelay } from './postgres-relay.ts';

let db: TestDatabase;
let log: ReturnType<typeof keptLog>;
let nodes: Node[];
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.close());
beforeEach(() => {
  log = keptLog();
  nodes = [];
});
afterEach(() => Promise.all(nodes.map((node) => node.close())));

const relayOf = (name: string, connectionString = db.connectionString) =>
  createPostgresRelay({ connectionString, clock: realClock, log, name });

function open(...args: Parameters<typeof relayOf>): Node {
  const node = openNode(db, relayOf(...args));
  nodes.push(node);
  return node;
}

const relayConnections = async () =>
  (
    await db.pool.query(
      `select pid from pg_stat_activity where application_name = 'impresario-relay' and datname = current_database()`,
    )
  ).rowCount;

describe('word by NOTIFY', () => {
  it('[RT-1] brings what one node commits to the clients of another, which does not look by itself', async () => {
    const story = await openStory(db, open('worker'), open('api'));
    for (let count = 0; count < 5; count += 1) {
      await story.change();
      await story.isHeard();
    }
    expect(log.lines).toEqual([]);
  });

  it('brings word of work to those who do it, and of events to those who tell them', async () => {
    const [api, worker] = [open('api'), open('worker')];
    await expectTopicsApart(api, worker);
  });

  it('takes no connection before somebody commits or listens, and one a process then', async () => {
    const [worker, api] = [open('worker'), open('api')];
    expect([worker.relay.health(), await relayConnections()]).toEqual(['idle', 0]);
    const story = await openStory(db, worker, api);
    await story.change();
    await story.isHeard();
    expect([worker.relay.health(), api.relay.health(), await relayConnections()]).toEqual(['ok', 'ok', 2]);
  });

  it('[RT-1] comes back by itself when its connections are cut, says so once, and loses nothing', async () => {
    const story = await openStory(db, open('worker'), open('api'));
    await story.change();
    await story.isHeard();
    await db.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'impresario-relay' and datname = current_database()`,
    );
    for (let count = 0; count < 3; count += 1) await story.change();
    await story.isHeard();
    await vi.waitFor(
      () => expect(log.lines.filter((line) => line.includes('is back'))).toHaveLength(2),
      patienceMs,
    );
    expect(log.lines.filter((line) => line.includes('is lost'))).toHaveLength(2);
    await story.change();
    await story.isHeard();
  });

  it('knows that it is deaf behind a pooler, where LISTEN succeeds and nothing comes', async () => {
    const proxy = await startDeafProxy(db.connectionString);
    const [deaf, well] = [relayOf('api', proxy.connectionString), relayOf('other')];
    expect([await deaf.check(), await well.check()]).toEqual(['deaf', 'ok']);
    expect(log.lines).toEqual([expect.stringMatching(/^warn: NOTIFY is lost: .*pooler/)]);
    await Promise.all([deaf.close(), well.close()]);
    expect(await relayOf('nowhere', 'postgresql://x@127.0.0.1:1/x').check()).toBe('lost');
    await proxy.close();
  });
});
