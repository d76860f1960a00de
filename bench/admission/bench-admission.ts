import { cpuTicks } from '../process-figures.ts';
import { median, type Row } from '../table.ts';
import { openAdmissionPlace, type AdmissionPlace } from './admission-place.ts';
import { admissionScript } from './admission-script.ts';
import { httpRate } from './http-load.ts';
import { pgbenchRate } from './pgbench.ts';

const clientCounts = [1, 8, 32];
const rounds = 5;
const roundSeconds = 2;
const song = { prompt: 'warm lo-fi piano for a rainy evening', durationSeconds: 60 };

/**
 * Admissions a second through HTTP with JWT and Redis, beside the same SQL function with the same arguments driven by pgbench
 * from as many clients, in alternating rounds on one database. Among 200 accounts first; then on one alone, whose
 * admissions wait for each other.
 */
export async function benchAdmission(): Promise<Row[]> {
  const place = await openAdmissionPlace();
  try {
    const rows: Row[] = [];
    await warmUp(place);
    for (const clients of clientCounts) rows.push(...(await compare(place, { clients, accounts: 200 })));
    rows.push(...(await compare(place, { clients: 8, accounts: 1 })));
    return rows;
  } finally {
    await place.close();
  }
}

/** A server that has answered for a while is measured, not one whose code is still being compiled. */
async function warmUp(place: AdmissionPlace): Promise<void> {
  const users = await place.begin(200);
  await httpRate({ ...place, url: place.server.url, users, body: song, clients: 32, milliseconds: 8_000 });
}

interface Comparison {
  readonly clients: number;
  readonly accounts: number;
}

interface Measured {
  readonly perSecond: number;
  /** CPU time of one admission in milliseconds. */
  readonly engineMs: number;
  readonly databaseMs: number;
}

async function compare(place: AdmissionPlace, { clients, accounts }: Comparison): Promise<Row[]> {
  const script = await admissionScript(place, song, accounts);
  const sides = {
    sql: () => pgbenchRate({ ...place, script, clients, seconds: roundSeconds }),
    http: (users: readonly string[]) =>
      httpRate({
        ...place,
        url: place.server.url,
        users,
        body: song,
        clients,
        milliseconds: roundSeconds * 1000,
      }),
  };
  const measured: { sql: Measured; http: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sql = await measure(place, accounts, sides.sql);
    measured.push({ sql, http: await measure(place, accounts, sides.http) });
  }
  return rowsOf(
    measured,
    `${clients} client${clients === 1 ? '' : 's'}${accounts === 1 ? ', one account' : ''}`,
  );
}

async function measure(
  place: AdmissionPlace,
  accounts: number,
  run: (users: readonly string[]) => Promise<number>,
): Promise<Measured> {
  const users = await place.begin(accounts);
  const before = cpuTicks(place.server);
  const perSecond = await run(users);
  const after = cpuTicks(place.server);
  const admitted = perSecond * roundSeconds;
  return {
    perSecond,
    engineMs: ((after.engine - before.engine) * 10) / admitted,
    databaseMs: ((after.database - before.database) * 10) / admitted,
  };
}

function rowsOf(measured: readonly { sql: Measured; http: Measured }[], what: string): Row[] {
  const ofEach = (pick: (pair: { sql: Measured; http: Measured }) => number) => median(measured.map(pick));
  const ratio = ofEach(({ sql, http }) => http.perSecond / sql.perSecond);
  const inMs = (value: number) => `${value.toFixed(2)} ms`;
  return [
    {
      what,
      value: `${ofEach(({ http }) => http.perSecond).toFixed(0)}/s`,
      beside: `${ratio.toFixed(2)} of pgbench on admit_track (${ofEach(({ sql }) => sql.perSecond).toFixed(0)}/s), ${rounds} rounds`,
    },
    {
      what: '  CPU of one',
      value: inMs(ofEach(({ http }) => http.engineMs + http.databaseMs)),
      beside:
        `engine ${inMs(ofEach(({ http }) => http.engineMs))}, database ${inMs(ofEach(({ http }) => http.databaseMs))}; ` +
        `by pgbench: database ${inMs(ofEach(({ sql }) => sql.databaseMs))}`,
    },
  ];
}
