import { createPostgresRelay, type Relay } from '@impresario/realtime';
import { median, type Row } from '../table.ts';
import { startBareBroadcast } from './bare-broadcast.ts';
import { openCrowd } from './crowd.ts';
import { cpuMsOf } from './memory-of.ts';
import type { RealtimePlace } from './realtime-place.ts';
import { seedTracks } from './seed-tracks.ts';

const socketCount = 4_000;
const rounds = 7;
const user = 'fan-out';

interface Measured {
  readonly ms: number;
  readonly cpuMs: number;
}

/**
 * One event to four thousand WebSockets, and twenty at once, from the commit to the last client, next to a bare broadcast of
 * the same bytes, in alternating rounds.
 */
export async function benchFanOut(place: RealtimePlace): Promise<Row[]> {
  const [track] = await seedTracks(place.db, [user]);
  const schedule = (run: () => void, delayMs: number) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };
  const relay = createPostgresRelay({
    connectionString: place.connectionString,
    ...{ clock: { schedule }, log: { info() {}, warn() {} }, name: 'bench' },
  });
  const tokens = new Array<string>(socketCount).fill(place.tokenOf(user));
  const bare = await startBareBroadcast();
  const [ourCrowd, theirCrowd] = [
    await openCrowd({ url: place.server.url, kind: 'socket', path: '/v1/realtime' }, tokens),
    await openCrowd({ url: bare.url, kind: 'socket', path: '/' }, tokens),
  ];
  const rows: Row[] = [];
  for (const eventCount of [1, 20]) {
    const texts = await textsOf(place, track!, relay, eventCount);
    const bytesEach = texts.reduce((sum, text) => sum + framedBytes(text), 0);
    const measured: { ours: Measured; theirs: Measured }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const ours = await measure(place.server.output, () =>
        ourCrowd.timeOf(bytesEach, () => commit(place, track!, relay, eventCount)),
      );
      const theirs = await measure(bare.output, () => theirCrowd.timeOf(bytesEach, () => bare.send(texts)));
      if (round > 0) measured.push({ ours, theirs });
    }
    rows.push(rowOf(eventCount, measured));
  }
  await Promise.all([ourCrowd.leave(), theirCrowd.leave(), relay.close()]);
  await bare.end();
  return rows;
}

function rowOf(eventCount: number, measured: readonly { ours: Measured; theirs: Measured }[]): Row {
  const mid = (pick: (of: (typeof measured)[number]) => number) => median(measured.map(pick));
  const deliveries = eventCount * socketCount;
  const cpuUs = (whose: 'ours' | 'theirs') => ((mid((of) => of[whose].cpuMs) * 1000) / deliveries).toFixed(1);
  return {
    what: `${eventCount} event${eventCount === 1 ? '' : 's'} to ${socketCount} WebSockets`,
    value: `${mid((of) => of.theirs.ms / of.ours.ms).toFixed(2)} ×`,
    beside:
      `as quick as a bare ws broadcast of the same bytes (promised: 1.0): ${mid((of) => of.ours.ms).toFixed(0)} ms from the ` +
      `commit to the last client, theirs ${mid((of) => of.theirs.ms).toFixed(0)} ms from the first send; CPU a delivery ` +
      `${cpuUs('ours')} µs, theirs ${cpuUs('theirs')}; median of ${rounds} rounds`,
  };
}

async function measure(output: () => string, run: () => Promise<number>): Promise<Measured> {
  const before = await cpuMsOf(output);
  const ms = await run();
  return { ms, cpuMs: (await cpuMsOf(output)) - before };
}

/** Times of the same length, so that every round has the same bytes. */
const nowUs = () => process.hrtime.bigint() / 1000n;

/** Changes the track so often in one transaction; resolves with when its commit was begun. */
async function commit({ db }: RealtimePlace, track: string, relay: Relay, count: number): Promise<number> {
  const client = await db.pool.connect();
  await client.query('begin');
  for (let nth = 0; nth < count; nth += 1) {
    await client.query('select bench_change($1, $2)', [track, String(nowUs())]);
  }
  const begunAtUs = Number(nowUs());
  await client.query('commit');
  relay.tell('events');
  client.release();
  return begunAtUs;
}

/** What a client of ours gets for so many changes. */
async function textsOf(place: RealtimePlace, track: string, relay: Relay, count: number): Promise<string[]> {
  const texts: string[] = [];
  const socket = new WebSocket(`${place.server.url.replace('http', 'ws')}/v1/realtime`);
  const all = new Promise<void>((resolve) => {
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const { event } = JSON.parse(data) as { event: string };
      if (event === 'authenticated') socket.send('{"type":"subscribe","trackId":null}');
      if (event === 'position') void commit(place, track, relay, count);
      if (event === 'track' && texts.push(data) === count) resolve();
    };
  });
  socket.onopen = () => socket.send(JSON.stringify({ type: 'authenticate', token: place.tokenOf(user) }));
  await all;
  socket.close();
  return texts;
}

function framedBytes(text: string): number {
  const length = Buffer.byteLength(text);
  return length + (length < 126 ? 2 : length < 65_536 ? 4 : 10);
}
