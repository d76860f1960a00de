import {
  openDatabase,
  startEmbeddedPostgres,
  type Database,
  type EmbeddedPostgres,
} from '@impresario/database';
import { createPostgresRelay, type Relay } from '@impresario/realtime';
import { formatPosition, readEvents } from '@impresario/realtime/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeDataDirectory,
  runServer,
  signToken,
  userClaims,
  type ServerProcess,
} from '../../src/testing.ts';
import { realClock } from '../../src/world.ts';
import { changeTracks, type ChangingTracks } from './changing-tracks.ts';
import { openCuttingProxy, type CuttingProxy } from './cutting-proxy.ts';
import { followByClient, followBySocket, followByStream, type Follower, type Heard } from './followers.ts';

const secret = 'cut-and-restart-cut-and-restart-cut';
const users = ['ada', 'bob', 'cleo'];
const cutCount = 10;
const patience = { timeout: 30_000, interval: 5 };

let place: Awaited<ReturnType<typeof makeDataDirectory>>;
let postgres: EmbeddedPostgres;
let db: Database;
/** The writer is another process to the server, as a worker is. */
let relay: Relay;
let proxy: CuttingProxy;
let server: ServerProcess;
let changing: ChangingTracks | null = null;
const followers: Follower[] = [];

beforeAll(async () => {
  place = await makeDataDirectory();
  postgres = await startEmbeddedPostgres({ dataDir: place.dataDir });
  proxy = await openCuttingProxy();
  await startServer();
  const { connectionString } = postgres;
  db = openDatabase({ connectionString });
  relay = createPostgresRelay({
    connectionString,
    clock: realClock,
    log: { info() {}, warn() {} },
    name: 'writer',
  });
});
afterAll(async () => {
  await changing?.stop();
  await Promise.all(followers.map((follower) => follower.stop()));
  await proxy.close();
  await relay.close();
  await db.close();
  await server.end();
  await postgres.stop();
  await place.remove();
});

async function startServer(): Promise<void> {
  server = await runServer(place.dataDir, { ROLE: 'api', JWT_SECRET: secret });
  proxy.leadTo(server.url);
}

async function connections(): Promise<Record<string, number>> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const found = text.matchAll(/^impresario_realtime_connections\{transport="(\w+)"\} (\d+)$/gm);
  const pairs = [...found].map(([, transport = '', count]): [string, number] => [transport, Number(count)]);
  return Object.fromEntries(pairs);
}

/** What the log has for a follower, from the first event it got. */
async function logOf({ user, trackId }: Follower): Promise<Heard[]> {
  const whole: Heard[] = [];
  for (let after = { xid: 0n, id: 0n }, isFull = true; isFull;) {
    const page = await readEvents(db.pool, after, { userId: user, trackId });
    for (const { position, event } of page.events) {
      if ('track' in event) whole.push({ ...event, id: formatPosition(position) });
    }
    after = page.end;
    isFull = page.isFull;
  }
  return whole.map(({ id, trackId, revision }) => ({ id, trackId, revision }));
}

const revisionsOf = (heard: readonly Heard[]) =>
  heard.map(({ trackId, revision }) => `${trackId} ${revision}`);

async function cutAndRestart(): Promise<void> {
  for (let cuts = 0; cuts < cutCount; cuts += 1) {
    if (cuts === 4) {
      await server.end();
      await startServer();
    }
    if (cuts === 7) {
      await server.kill();
      await startServer();
    }
    // Everybody is back and hears something before the next cut. What a cut connection still had on its way to the
    // client also counts as heard, hence the connections beside it.
    const before = followers.map(({ heard }) => heard.length);
    const isBack = (follower: Follower, nth: number) =>
      follower.isThere() && follower.heard.length > before[nth]! + 5;
    const areBack = () => followers.every(isBack) && proxy.openCount() >= followers.length;
    await expect.poll(areBack, patience).toBe(true);
    expect(proxy.cutAll()).toBeGreaterThanOrEqual(followers.length);
  }
}

describe('clients that follow tracks over cut connections and a server that is restarted', () => {
  it('[RT-1] [I14] hear every event of the log, in its order, with ids that only grow', async () => {
    const whom = (user: string) => ({ url: proxy.url, user, token: signToken(secret, userClaims(user)) });
    for (const user of users) {
      followers.push(followByClient(whom(user)), followByStream(whom(user)), followBySocket(whom(user)));
    }
    await expect.poll(() => followers.every((each) => each.isThere()), patience).toBe(true);
    expect(await connections()).toEqual({ sse: 2 * users.length, websocket: users.length });
    changing = await changeTracks(db, users, () => relay.tell('events'));
    const ofTracks = [...changing.tracks].map(([user, [track]]) => followBySocket(whom(user), track));
    followers.push(...ofTracks);
    await cutAndRestart();
    await changing.finish();
    for (const follower of followers) {
      const { what, user, heard } = follower;
      const log = await logOf(follower);
      const wanted = ofTracks.includes(follower) ? log.slice(-heard.length) : log;
      await expect
        .poll(() => heard.at(-1)?.revision, { ...patience, message: what })
        .toBe(log.at(-1)!.revision);
      await expect
        .poll(() => heard.length, { ...patience, message: `${what} of ${user}` })
        .toBe(wanted.length);
      expect(revisionsOf(heard), what).toEqual(revisionsOf(wanted));
      const ids = heard.flatMap(({ id }) => id ?? []);
      expect(ids, what).toEqual([...new Set(ids)].sort());
      expect(follower.complaints, what).toEqual([]);
    }
  });
});
