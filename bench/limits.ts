import { openRedisLimiter } from '@impresario/limits/redis';
import { quietLog, realTimer, startRedis, type RedisServer } from '@impresario/limits/testing';
import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { median, type Row } from './table.ts';

const inFlightCounts = [1, 8, 64];
/** Many and short, so that what else the machine does falls on all alike. */
const rounds = 40;
const roundMs = 60;
const users = 1_000;
/** So many that nobody is ever refused: a refusal would be the cheaper answer. */
const perMinute = 1_000_000;

/** Answers the n-th question. */
type Decide = (n: number) => Promise<unknown>;

/**
 * Decisions a second of our limiter, with all it does around Redis, next to rate-limiter-flexible and to a bare GET, in
 * alternating rounds on one Redis; all three through ioredis with the same pipelining.
 */
export async function benchLimits(): Promise<Row[]> {
  const server = await startRedis();
  const limiter = await openRedisLimiter({ url: server.url, log: quietLog, timer: realTimer });
  const client = new Redis(server.url, { enableAutoPipelining: true });
  try {
    const theirs = new RateLimiterRedis({ storeClient: client, points: perMinute, duration: 60 });
    const decides = {
      ours: (n: number) => limiter.take({ endpoint: 'bench', userId: nameOf(n) }, perMinute, new Date()),
      theirs: (n: number) => theirs.consume(nameOf(n)),
      get: (n: number) => client.get(nameOf(n)),
    };
    const rows: Row[] = [];
    for (const inFlight of inFlightCounts) rows.push(await compare(decides, inFlight));
    return [...rows, await timeInRedis(server)];
  } finally {
    client.disconnect();
    await limiter.close();
    await server.close();
  }
}

const nameOf = (n: number) => `user-${n % users}`;

/** One round of one of them. */
interface Measured {
  readonly perSecond: number;
  readonly cpuUs: number;
}

async function compare(
  { ours, theirs, get }: Readonly<Record<'ours' | 'theirs' | 'get', Decide>>,
  inFlight: number,
): Promise<Row> {
  const measured: Record<'ours' | 'theirs' | 'get', Measured>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    // Who goes first changes, and the first round only warms up.
    const theirsFirst = round % 2 === 0 ? await measure(theirs, inFlight) : null;
    const our = await measure(ours, inFlight);
    const their = theirsFirst ?? (await measure(theirs, inFlight));
    const bare = await measure(get, inFlight);
    if (round > 0) measured.push({ ours: our, theirs: their, get: bare });
  }
  const mid = (pick: (of: (typeof measured)[number]) => number) => median(measured.map(pick));
  const perSecond = (whose: keyof (typeof measured)[number]) => mid((of) => of[whose].perSecond).toFixed(0);
  const cpu = (whose: keyof (typeof measured)[number]) => mid((of) => of[whose].cpuUs).toFixed(0);
  const ratio = mid((of) => of.ours.perSecond / of.theirs.perSecond).toFixed(2);
  return {
    what: `${inFlight} in flight`,
    value: `${perSecond('ours')}/s`,
    beside:
      `${ratio} of rate-limiter-flexible (${perSecond('theirs')}/s; a bare GET ${perSecond('get')}/s); CPU here ` +
      `${cpu('ours')} µs each, theirs ${cpu('theirs')}, a GET ${cpu('get')}; ${rounds} rounds`,
  };
}

async function measure(decide: Decide, inFlight: number): Promise<Measured> {
  const before = process.cpuUsage();
  const startedAt = performance.now();
  const until = startedAt + roundMs;
  let decided = 0;
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (performance.now() < until) {
        await decide(decided);
        decided += 1;
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return {
    perSecond: (decided * 1000) / (performance.now() - startedAt),
    cpuUs: (user + system) / decided,
  };
}

/** Ours are EVALSHA of one key each; so are theirs, which are told apart by nothing in the statistics. */
async function timeInRedis(server: RedisServer): Promise<Row> {
  const usOf = async (command: string) => {
    const statistics = await server.send('INFO commandstats');
    return /usec_per_call=([\d.]+)/.exec(statistics.split(`cmdstat_${command}:`)[1] ?? '')?.[1] ?? '?';
  };
  return {
    what: 'in Redis itself',
    value: `${await usOf('evalsha')} µs`,
    beside: `a decision of either, a GET ${await usOf('get')} µs; the rest is the way there and back`,
  };
}
