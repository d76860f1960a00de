import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { migrateDatabase, openDatabase, startEmbeddedPostgres } from '@impresario/database';
import { planLimits } from '@impresario/protocol';
import { makeDataDirectory, runServer, signToken, userClaims } from '@impresario/server/testing';
import { median, type Row } from '../table.ts';

const clientCounts = [1, 8, 32];
const rounds = 5;
const roundMs = 2_000;
const secret = 'bench-bench-bench-bench-bench-bench';

/**
 * Admissions per second through HTTP with JWT, next to the same SQL function called straight through `pg` by as
 * many clients, in alternating rounds on one database. Every admission is by a new user, so no limit stands in
 * the way and every one makes profile, grant, debit, track and event.
 */
export async function benchAdmission(): Promise<Row[]> {
  const place = await makeDataDirectory();
  const embedded = await startEmbeddedPostgres({ dataDir: place.dataDir });
  await migrateDatabase({ connectionString: embedded.connectionString });
  const env = { ROLE: 'api', JWT_SECRET: secret, LOG_LEVEL: 'error' };
  const server = await runServer(place.dataDir, env);
  try {
    const rows: Row[] = [];
    for (const clients of clientCounts) {
      const rates: { http: number; sql: number }[] = [];
      for (let round = 0; round < rounds; round += 1) {
        rates.push({
          sql: await rate({ kind: 'sql', clients, target: embedded.connectionString }),
          http: await rate({ kind: 'http', clients, target: server.url }),
        });
      }
      const ratio = median(rates.map(({ http, sql }) => http / sql));
      rows.push({
        what: `${clients} client${clients === 1 ? '' : 's'}`,
        value: `${median(rates.map(({ http }) => http)).toFixed(0)}/s`,
        beside: `${ratio.toFixed(2)} of admit_track through pg (${median(rates.map(({ sql }) => sql)).toFixed(0)}/s), ${rounds} rounds`,
      });
    }
    return rows;
  } finally {
    await server.end();
    await embedded.stop();
    await place.remove();
  }
}

interface Load {
  readonly kind: 'sql' | 'http';
  readonly clients: number;
  readonly target: string;
}

/** The load comes from a process of its own, so that it does not take turns with what it measures. */
async function rate(load: Load): Promise<number> {
  const child: ChildProcess = fork(fileURLToPath(import.meta.url), [JSON.stringify(load)]);
  const [admitted] = (await once(child, 'message')) as [number];
  await once(child, 'exit');
  return (admitted * 1000) / roundMs;
}

async function admitForAWhile({ kind, clients, target }: Load): Promise<number> {
  const db = kind === 'sql' ? openDatabase({ connectionString: target, max: clients }) : null;
  const admit = db ? () => admitBySql(db.pool) : () => admitByHttp(target);
  const until = performance.now() + roundMs;
  let admitted = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        await admit();
        admitted += 1;
      }
    }),
  );
  await db?.close();
  return admitted;
}

const newUser = () => `bench-${crypto.randomUUID()}`;
const song = { prompt: 'warm lo-fi piano for a rainy evening', durationSeconds: 60 };

async function admitByHttp(url: string): Promise<void> {
  const reply = await fetch(`${url}/v1/tracks`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${signToken(secret, userClaims(newUser()))}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify(song),
  });
  if (reply.status !== 202) throw new Error(`HTTP ${reply.status}: ${await reply.text()}`);
  await reply.arrayBuffer();
}

async function admitBySql(pool: ReturnType<typeof openDatabase>['pool']): Promise<void> {
  const now = new Date();
  const later = new Date(now.getTime() + 600_000).toISOString();
  const track = {
    ...{
      id: crypto.randomUUID(),
      operation: 'generate',
      provider: 'local',
      model: 'composer-1',
      title: null,
      prompt: song.prompt,
    },
    ...{
      lyrics: null,
      styleTags: [],
      hasVocals: null,
      projectId: null,
      body: song,
      request: song,
      warnings: [],
    },
    ...{ queueDeadlineAt: later, deadlineAt: later, estimatedCompletionAt: later },
  };
  const limits = JSON.stringify(planLimits);
  const values = [
    now,
    newUser(),
    'free',
    10_000,
    crypto.randomUUID(),
    Buffer.alloc(32),
    limits,
    1000,
    JSON.stringify(track),
    JSON.stringify(track),
  ];
  const text = 'select admit_track($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) as outcome';
  const { rows } = await pool.query<{ outcome: { outcome: string } }>({ name: 'admit', text, values });
  if (rows[0]?.outcome.outcome !== 'admitted') throw new Error(JSON.stringify(rows[0]));
}

const asked = process.argv[2];
if (process.send && asked) process.send(await admitForAWhile(JSON.parse(asked) as Load));
