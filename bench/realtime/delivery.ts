import { inOwnProcess } from '../own-process.ts';
import { seconds } from '../process-figures.ts';
import { inMs, quantile, type Row } from '../table.ts';
import { openCrowd, type Crowd } from './crowd.ts';
import type { RealtimePlace } from './realtime-place.ts';
import { seedTracks } from './seed-tracks.ts';
import type { Writing, Written } from './write-changes.ts';

const perSecond = 1_000;
const warmSeconds = 3;
const forSeconds = 10;

/** How soon changes are at the clients, of whom each hears its user's alone. */
export async function benchDelivery(
  { server, db, connectionString, tokenOf }: RealtimePlace,
  users: readonly string[],
  connectionsPerUser: number,
): Promise<Row[]> {
  const tracks = await seedTracks(db, users);
  const tokens = users.flatMap((user) => new Array<string>(connectionsPerUser).fill(tokenOf(user)));
  const crowd = await openCrowd({ url: server.url, kind: 'stream', path: '/v1/events' }, tokens);
  const write = (lasting: number) =>
    inOwnProcess<Written>(import.meta.resolve('./write-changes.ts'), {
      ...{ connectionString, tracks, perSecond, seconds: lasting },
    } satisfies Writing);
  await latenciesOf(crowd, (await write(warmSeconds)).count * connectionsPerUser);
  const written = await write(forSeconds);
  const expected = written.count * connectionsPerUser;
  const latenciesMs = await latenciesOf(crowd, expected);
  await crowd.leave();
  const missing = expected - latenciesMs.length;
  return [
    {
      what: `${perSecond} events/s to ${tokens.length} streams, p99`,
      value: inMs(quantile(latenciesMs, 0.99)),
      beside:
        `p50 ${inMs(quantile(latenciesMs, 0.5))}, worst ${inMs(Math.max(...latenciesMs))}, from before the change is ` +
        `written (promised: p99 150 ms); ${written.perSecond.toFixed(0)} events/s written, ${latenciesMs.length} of ` +
        `${expected} deliveries${missing === 0 ? '' : `, ${missing} MISSING`}`,
    },
  ];
}

/** Waits for the last of them, for some seconds at most. */
async function latenciesOf(crowd: Crowd, count: number): Promise<number[]> {
  const all: number[] = [];
  for (let tries = 0; all.length < count && tries < 50; tries += 1) {
    all.push(...(await crowd.report()).latenciesMs);
    if (all.length < count) await seconds(0.1);
  }
  return all;
}
