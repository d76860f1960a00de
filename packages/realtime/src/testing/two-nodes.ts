import type { TestDatabase } from '@impresario/database/testing';
import type { Track } from '@impresario/protocol';
import { expect, vi } from 'vitest';
import { createRealtime, type Realtime } from '../create-realtime.ts';
import type { Clock } from '../ports.ts';
import type { Relay } from '../relay/relay.ts';
import { createTestSink, type TestSink } from './test-sink.ts';
import { trackLog } from './track-log.ts';
import { newUser, patienceMs, settled } from './use-realtime.ts';

export const realClock: Clock = {
  schedule(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** A log whose warnings and news are kept. */
export function keptLog() {
  const lines: string[] = [];
  const keep = (level: string) => (fields: object, message: string) =>
    void lines.push(`${level}: ${message} ${JSON.stringify(fields)}`);
  return { lines, info: keep('info'), warn: keep('warn') };
}

export interface Node {
  readonly realtime: Realtime;
  readonly relay: Relay;
  close(): Promise<void>;
}

/** A node that looks at the log by itself once an hour: whatever it hears before, it hears by its relay. */
export function openNode(db: TestDatabase, relay: Relay, lookEveryMs = 3_600_000): Node {
  const realtime = createRealtime({
    pool: db.pool,
    clock: realClock,
    log: { info() {}, warn: (fields) => expect.unreachable(JSON.stringify(fields)) },
    present: (snapshot) => snapshot as unknown as Track,
    lookEveryMs,
    relay,
  });
  return {
    realtime,
    relay,
    async close() {
      await realtime.close();
      await relay.close();
    },
  };
}

/** A track that one node works on, and what a client of another hears of it. */
export async function openStory(db: TestDatabase, worker: Node, listener: Node) {
  const user = newUser();
  await settled({ db });
  const sink: TestSink = createTestSink();
  listener.realtime.subscribe({ userId: user, trackId: null, after: null }, sink);
  await vi.waitFor(() => expect(sink.frames).toHaveLength(1), patienceMs);
  let id: string | null = null;
  let revision = 0;
  return {
    sink,
    /** Commits a change at the worker, which says so once. */
    async change(): Promise<void> {
      revision += 1;
      if (id === null) id = await trackLog.create(db.pool, user);
      else await trackLog.change(db.pool, id);
      worker.realtime.nudge();
    },
    /** Waits until everything committed so far has been heard. */
    async isHeard(): Promise<void> {
      const story = Array.from({ length: revision }, (_, n) => `track ${n + 1}`);
      await vi.waitFor(() => expect(sink.story()).toEqual(story), patienceMs);
    },
  };
}

/** Fails unless word of work and word of events reach those who listen for them at the other node, and nobody else. */
export async function expectTopicsApart(api: Node, worker: Node): Promise<void> {
  const heard: string[] = [];
  worker.relay.listen('work', () => heard.push('work'));
  worker.relay.listen('events', () => heard.push('events'));
  expect(await worker.relay.check()).toBe('ok');
  heard.length = 0;
  api.relay.tell('work');
  await vi.waitFor(() => expect(heard).toEqual(['work']), patienceMs);
  api.relay.tell('events');
  await vi.waitFor(() => expect(heard).toEqual(['work', 'events']), patienceMs);
}
