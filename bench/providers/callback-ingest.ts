import { inMs, median, quantile, type Row } from '../table.ts';
import { startBareReceiver } from './bare-receiver.ts';
import { callbackRate, postCallbacks } from './callback-load.ts';
import { openPlace, type Place } from './open-place.ts';
import { seedInFlight, type InFlight } from './seed-in-flight.ts';

const secret = 'bench-webhook-secret';
const perSecond = 200;
const seconds = 10;
const rounds = 2;
const tracks = 200;
const fullClients = 32;
const fullRounds = 5;
const fullSeconds = 2;

/**
 * Signed callbacks, no two alike, about tracks in flight, next to the least that could take them, in turns on one
 * PostgreSQL. Meanwhile the engine works off what it may, which is 100 a minute.
 */
export async function benchCallbackIngest(): Promise<Row[]> {
  const place = await openPlace({ webhookSecret: secret });
  try {
    const inFlight = await seedInFlight(place, tracks);
    const bare = await startBareReceiver({ connectionString: place.connectionString, secret });
    try {
      const { url } = await place.start();
      const urls = { bare: bare.url, ours: url };
      return [...(await atFullSpeed(inFlight, urls)), ...(await inTurns(place, inFlight, urls))];
    } finally {
      await bare.end();
    }
  } finally {
    await place.close();
  }
}

type Side = 'bare' | 'ours';
type Urls = Readonly<Record<Side, string>>;

async function atFullSpeed(inFlight: readonly InFlight[], urls: Urls): Promise<Row[]> {
  const load = { secret, tracks: inFlight, clients: fullClients, seconds: fullSeconds };
  const rates: Record<Side, number>[] = [];
  for (let round = 0; round < fullRounds; round += 1) {
    const bare = await callbackRate({ ...load, url: urls.bare });
    rates.push({ bare, ours: await callbackRate({ ...load, url: urls.ours }) });
  }
  const ratio = median(rates.map(({ ours, bare }) => ours / bare));
  return [
    {
      what: `callbacks by ${fullClients} clients`,
      value: `${median(rates.map(({ ours }) => ours)).toFixed(0)}/s`,
      beside: `${ratio.toFixed(2)} of verify and insert alone (${median(rates.map(({ bare }) => bare)).toFixed(0)}/s), ${fullRounds} rounds`,
    },
  ];
}

async function inTurns({ db }: Place, inFlight: readonly InFlight[], urls: Urls): Promise<Row[]> {
  const sides: readonly Side[] = ['bare', 'ours'];
  await db.pool.query('truncate callbacks');
  const latencies: Record<Side, number[]> = { bare: [], ours: [] };
  const post = (side: Side, forSeconds: number) =>
    postCallbacks({ url: urls[side], secret, tracks: inFlight, perSecond, seconds: forSeconds });
  for (const side of sides) await post(side, 1);
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) {
      const { latenciesMs, statuses } = await post(side, seconds);
      if (statuses[200] !== perSecond * seconds) throw new Error(`${side}: ${JSON.stringify(statuses)}`);
      latencies[side].push(...latenciesMs);
    }
  }
  const { rows } = await db.pool.query<{ kept: number; done: number }>(
    'select count(*)::int as kept, count(applied_at)::int as done from callbacks',
  );
  const { kept, done } = rows[0]!;
  const sent = perSecond * (seconds * rounds + 1);
  if (kept !== sent) throw new Error(`${kept} callbacks are kept of ${sent}`);
  return [
    ...rowsOf(latencies.ours, latencies.bare),
    { what: '  worked off meanwhile', value: String(done), beside: `of ${kept}; 100 a minute are allowed` },
  ];
}

function rowsOf(ours: readonly number[], bare: readonly number[]): Row[] {
  const p99 = quantile(ours, 0.99);
  const bareP99 = quantile(bare, 0.99);
  const ratio = (p99 / bareP99).toFixed(1);
  return [
    {
      what: `callbacks at ${perSecond}/s, p99`,
      value: inMs(p99),
      beside: `${ratio} × a bare server (${inMs(bareP99)}), ${rounds} rounds of ${seconds} s; promised: 50 ms`,
    },
    {
      what: '  p50',
      value: inMs(median(ours)),
      beside: `${(median(ours) / median(bare)).toFixed(1)} × a bare server (${inMs(median(bare))})`,
    },
    { what: '  slowest', value: inMs(quantile(ours, 1)), beside: `a bare server ${inMs(quantile(bare, 1))}` },
  ];
}
