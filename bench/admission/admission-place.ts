import { migrateDatabase, openDatabase, startEmbeddedPostgres, type Database } from '@impresario/database';
import { startRedis } from '@impresario/limits/testing';
import { makeDataDirectory, runServer, type ServerProcess } from '@impresario/server/testing';

/** A server that admits and makes nothing, its database and its Redis, and users who are never refused. */
export interface AdmissionPlace {
  readonly server: ServerProcess;
  readonly connectionString: string;
  readonly directory: string;
  readonly secret: string;
  readonly plans: object;
  /** Empties everything and makes so many users with ample credit and 20,000 earlier tracks. */
  begin(userCount: number): Promise<readonly string[]>;
  /** Where pgbench's statement finds them: in its own text it would take `:41` of a time for a variable. */
  keepArguments(given: { limits: object; row: object; response: string }): Promise<void>;
  close(): Promise<void>;
}

const secret = 'bench-bench-bench-bench-bench-bench';
export const ample = { perMinute: 100_000, perDay: null, concurrent: 100_000 };
const plans = { free: ample, pro: ample, premium: ample };

export async function openAdmissionPlace(): Promise<AdmissionPlace> {
  const { dataDir, remove } = await makeDataDirectory();
  const { connectionString, stop } = await startEmbeddedPostgres({ dataDir });
  await migrateDatabase({ connectionString });
  const db = openDatabase({ connectionString });
  const redis = await startRedis();
  const server = await runServer(dataDir, {
    ...{ ROLE: 'api', JWT_SECRET: secret, LOG_LEVEL: 'error', PLANS: JSON.stringify(plans) },
    REDIS_URL: redis.url,
  });
  return {
    server,
    connectionString,
    directory: dataDir,
    secret,
    plans,
    begin: (userCount) => begin(db, userCount),
    async keepArguments({ limits, row, response }) {
      await db.pool.query(`drop table if exists bench_arguments;
        create table bench_arguments (limits jsonb, row jsonb, response text)`);
      await db.pool.query('insert into bench_arguments values ($1, $2, $3)', [
        JSON.stringify(limits),
        JSON.stringify(row),
        response,
      ]);
    },
    async close() {
      await server.end();
      await redis.close();
      await db.close();
      await stop();
      await remove();
    },
  };
}

/** So that plans are made for tables as they are after some weeks, not for empty ones. */
const earlierTracks = `
  insert into tracks (
    id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings, price, status, revision,
    error, queue_deadline_at, deadline_at, created_at, updated_at
  )
  select
    gen_random_uuid(), ($1::text[])[1 + n % cardinality($1::text[])], '', '{}', 'local', 'a song', '{}', '{}', '{}', '[]',
    0, 'failed', 1, '{}', at, at, at, at
  from generate_series(1, 20000) as n, lateral (select now() - interval '2 days' - n * interval '1 minute' as at)`;

async function begin({ pool }: Database, userCount: number): Promise<readonly string[]> {
  await pool.query('truncate profiles, tracks, track_versions, events, credit_transactions cascade');
  const users = Array.from({ length: userCount }, (_, index) => `bench-${index}`);
  await pool.query(
    `select ensure_profile(name, 'premium', 1000000000000, now()) from unnest($1::text[]) as name`,
    [users],
  );
  await pool.query(earlierTracks, [users]);
  await pool.query('vacuum analyze');
  await pool.query('checkpoint');
  return users;
}
