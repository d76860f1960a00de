import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { openTestDatabase, type TestDatabase } from './testing.ts';

type Role = 'anon' | 'authenticated';

const PERMISSION_DENIED = '42501';
/** What a signed-in client may read; everything else of the engine is closed to everybody. */
const readable = [
  'assets',
  'credit_transactions',
  'events',
  'profiles',
  'track_versions',
  'tracks',
  'uploads',
];
const remedy =
  "is open to clients: the migration that makes it ends with `select close_to_clients(array['its_name'])`";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  for (const role of ['anon', 'authenticated']) await makeRole(database.pool, role);
  await database.pool.query('select grant_reading_to_clients()');
  for (const user of ['ann', 'bob']) await seed(database.pool, user);
});
afterAll(() => database.close());

describe('[SEC-5] clients at the database itself', () => {
  it('find every table under row-level security and every function closed', async () => {
    expect(await openings(database.pool)).toEqual([]);
    expect(await readableTables(database.pool)).toEqual(readable);
  });

  it('find nothing open where new tables and functions are given to them, as on Supabase', async () => {
    const supabase = await openTestDatabase();
    await supabase.pool.query(`
      drop schema public cascade; create schema public;
      grant usage on schema public to anon, authenticated;
      alter default privileges in schema public grant all on tables to anon, authenticated;
      alter default privileges in schema public grant all on sequences to anon, authenticated;
      alter default privileges in schema public grant all on functions to anon, authenticated`);
    await migrateDatabase({ connectionString: supabase.connectionString });
    expect(await openings(supabase.pool)).toEqual([]);
    expect(await readableTables(supabase.pool)).toEqual(readable);
    await supabase.close();
  });

  it.each(readable)('read their own rows of %s, and none of anybody else', async (table) => {
    const columns = await readableColumns(table);
    const owner = columns.includes('user_id') ? 'user_id' : 'track_id';
    const rowsOf = (sub: string | null) =>
      as('authenticated', sub, (client) => client.query(`select ${columns.join(', ')} from ${table}`));
    for (const [user, other] of [
      ['ann', 'bob'],
      ['bob', 'ann'],
    ] as const) {
      const { rows } = await rowsOf(user);
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ [owner]: owner === 'user_id' ? user : trackOf(user) });
      expect(JSON.stringify(rows)).not.toContain(`secret of ${other}`);
      const byId = await as('authenticated', user, (client) =>
        client.query(`select from ${table} where ${owner} = $1`, [
          owner === 'user_id' ? other : trackOf(other),
        ]),
      );
      expect(byId.rowCount).toBe(0);
    }
    for (const stranger of [null, '', 'carol', 'ANN', ' ann', "ann' or true --"]) {
      expect((await rowsOf(stranger)).rowCount, String(stranger)).toBe(0);
    }
  });

  it('may not even ask as anon, nor for what is the engine’s own', async () => {
    for (const table of await everyTable(database.pool)) {
      expect(await refusalOf('anon', `select from ${table}`), table).toBe(PERMISSION_DENIED);
      if (readable.includes(table)) continue;
      expect(await refusalOf('authenticated', `select from ${table}`), table).toBe(PERMISSION_DENIED);
    }
    const ownColumns = ['body', 'request', 'response', 'fingerprint', 'idempotency_key', 'lease_epoch'];
    for (const column of [...ownColumns, '*']) {
      const refused = await refusalOf('authenticated', `select ${column} from tracks`);
      expect(refused, column).toBe(PERMISSION_DENIED);
    }
  });

  it('see no track that its user removed, nor its versions', async () => {
    const seen = await inTransaction(async (client) => {
      await client.query(`update tracks set deleted_at = now() where user_id = 'ann'`);
      await become(client, 'authenticated', 'ann');
      const counts = [];
      for (const table of ['tracks', 'track_versions', 'assets'])
        counts.push((await client.query(`select id from ${table}`)).rowCount);
      return counts;
    });
    expect(seen).toEqual([0, 0, 0]);
  });

  it('write nothing', async () => {
    for (const role of ['anon', 'authenticated'] as const) {
      for (const table of await everyTable(database.pool)) {
        if (table === 'orphans') continue; // A view over two tables: there is nothing to write to.
        for (const statement of [
          `insert into ${table} default values`,
          `delete from ${table}`,
          `truncate ${table} cascade`,
        ]) {
          expect(await refusalOf(role, statement), statement).toBe(PERMISSION_DENIED);
        }
      }
      for (const statement of [
        'update profiles set credits_remaining = 1000000',
        `update profiles set plan = 'premium'`,
        `update tracks set status = 'completed'`,
        `update tracks set user_id = 'ann'`,
        'select from tracks for update',
      ]) {
        expect(await refusalOf(role, statement), statement).toBe(PERMISSION_DENIED);
      }
    }
  });

  it('mint no credits by calling functions', async () => {
    const balance = async () =>
      (await database.pool.query(`select sum(credits_remaining) as sum from profiles`)).rows as unknown;
    const before = await balance();
    for (const role of ['anon', 'authenticated'] as const) {
      for (const call of [
        `increment_credits('ann', 1000000)`,
        `decrement_production_credits('bob', 1)`,
        `move_credits('ann', 1000000, 'grant', null, null, 'ann', 'mine', now())`,
        `prune_events(now())`,
        `take_due_tracks(now(), '1 minute', 10, '{}', '{}')`,
        `close_to_clients('{}')`,
        `grant_reading_to_clients()`,
      ]) {
        expect(await refusalOf(role, `select ${call}`), call).toBe(PERMISSION_DENIED);
      }
    }
    expect(await balance()).toEqual(before);
  });
});

/** Roles are of the whole cluster, and another run may make the same at this moment. */
async function makeRole(pool: pg.Pool, role: string): Promise<void> {
  await pool.query(`do $$ begin create role ${role} nologin; exception
    when duplicate_object or unique_violation then null; end $$`);
}

const trackOf = (user: string) =>
  `01939d5e-0000-7000-8000-${user === 'ann' ? 'a'.repeat(12) : 'b'.repeat(12)}`;

/** One row of the user in every table that has rows of users. */
async function seed(pool: pg.Pool, user: string): Promise<void> {
  const id = trackOf(user);
  await pool.query(`
    select ensure_profile('${user}', 'free', 10000, now());
    insert into tracks (id, user_id, fingerprint, response, provider, prompt, style_tags, body, request, warnings, price,
        status, revision, queue_deadline_at, deadline_at, created_at, updated_at)
      values ('${id}', '${user}', '', '', 'local', 'secret of ${user}', '{}', '{}', '{}', '[]', 1000,
        'completed', 1, now(), now(), now(), now());
    insert into track_versions (id, track_id, variant_index, is_primary, title, created_at)
      values ('${id}', '${id}', 0, true, 'secret of ${user}', now());
    insert into assets (id, track_id, version_id, kind, key, mime_type, bytes, sha256, created_at)
      values ('${id}', '${id}', '${id}', 'audio', 'key of ${user}', 'audio/mpeg', 1, '', now());
    insert into attempts (id, track_id, number, provider, correlation, status, created_at)
      values ('${id}', '${id}', 1, 'local', 'correlation of ${user}', 'abandoned', now());
    insert into uploads (id, user_id, key, mime_type, bytes, sha256, duration_seconds, created_at)
      values ('${id}', '${user}', 'upload of ${user}', 'audio/mpeg', 1, '', 1, now());
    select record_event('${id}')`);
}

async function inTransaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** As PostgREST does it: for one transaction, a role and the claims of a token. */
async function become(client: pg.PoolClient, role: Role, sub: string | null): Promise<void> {
  const claims = sub === null ? '' : JSON.stringify({ sub, role });
  await client.query(`set local role ${role}`);
  await client.query(`select set_config('request.jwt.claims', $1, true)`, [claims]);
}

function as<T>(role: Role, sub: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(async (client) => {
    await become(client, role, sub);
    return work(client);
  });
}

async function refusalOf(role: Role, statement: string): Promise<unknown> {
  return as(role, 'ann', (client) =>
    client.query(statement).then(
      () => 'done',
      (error: pg.DatabaseError) => error.code,
    ),
  );
}

async function names(pool: pg.Pool, query: string): Promise<string[]> {
  return (await pool.query<{ name: string }>(query)).rows.map(({ name }) => name);
}

function everyTable(pool: pg.Pool): Promise<string[]> {
  return names(
    pool,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1`,
  );
}

function readableTables(pool: pg.Pool): Promise<string[]> {
  return names(
    pool,
    `select distinct table_name::text as name from information_schema.column_privileges
     where grantee = 'authenticated' and table_schema = 'public' order by 1`,
  );
}

function readableColumns(table: string): Promise<string[]> {
  return names(
    database.pool,
    `select column_name::text as name from information_schema.column_privileges
     where grantee = 'authenticated' and privilege_type = 'SELECT' and table_name = '${table}'`,
  );
}

/** Everything in the catalogue that a client could use although it should not; what a later migration forgets, too. */
async function openings(pool: pg.Pool): Promise<string[]> {
  const open = await names(
    pool,
    `with client (role) as (values ('anon'), ('authenticated')),
    relation as (select * from pg_class where relnamespace = 'public'::regnamespace)
    select relname || ' without row-level security' as name from relation where relkind in ('r', 'p') and not relrowsecurity
    union all
    select relname || ' as a view of its owner' from relation
    where relkind in ('v', 'm') and not coalesce(reloptions @> '{security_invoker=true}', false)
    union all
    select role || ' at ' || relname from relation, client
    where relkind in ('r', 'p', 'v', 'm')
      and has_table_privilege(role, oid, 'select, insert, update, delete, truncate, references, trigger')
    union all
    select role || ' at columns of ' || relname from relation, client
    where relkind in ('r', 'p', 'v', 'm') and (
      has_any_column_privilege(role, oid, 'insert, update, references')
      or (role = 'anon' and has_any_column_privilege(role, oid, 'select'))
    )
    union all
    select role || ' at ' || relname from relation, client
    where relkind = 'S' and has_sequence_privilege(role, oid, 'usage, select, update')
    union all
    select role || ' at ' || oid::regprocedure from pg_proc, client
    where pronamespace = 'public'::regnamespace and has_function_privilege(role, oid, 'execute')
      and not (role = 'authenticated' and proname = 'client_user_id')`,
  );
  return open.map((what) => `${what} ${remedy}`);
}
