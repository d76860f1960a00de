import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isTransient } from './is-transient.ts';
import { openDatabase } from './pool.ts';
import { openTestDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('values', () => {
  it('reads bigint and numeric as numbers, timestamptz as Date, date as text', async () => {
    const { rows } = await database.pool.query(`
      select 9007199254740991::bigint as big, array[1, null, 3]::bigint[] as bigs, sum(n::bigint) as total, 0.30::numeric as third,
        timestamptz '2026-11-22 10:00:00+02' as moment, date '2026-11-22' as day
      from generate_series(1, 4) n`);
    expect(rows[0]).toEqual({
      big: 9007199254740991,
      bigs: [1, null, 3],
      total: 10,
      third: 0.3,
      moment: new Date('2026-11-22T08:00:00Z'),
      day: '2026-11-22',
    });
  });

  it.each([
    '9007199254740992::bigint',
    '(-9223372036854775808)::bigint',
    '1234567890.123456::numeric',
    '1e40::numeric',
  ])('refuses %s, which a number cannot hold exactly, and keeps the connection usable', async (value) => {
    const one = openDatabase({ connectionString: database.connectionString, max: 1 });
    await expect(one.pool.query(`select ${value}`)).rejects.toMatchObject({ code: 'number_out_of_range' });
    await expect(one.pool.query('select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
    await one.close();
  });

  it('gives Kysely the same values', async () => {
    const { rows } = await sql<{
      count: number;
    }>`select count(*) as count from generate_series(1, 3)`.execute(database.kysely);
    expect(rows).toEqual([{ count: 3 }]);
  });
});

describe('connections', () => {
  it('names itself and limits how long a statement may take', async () => {
    const short = openDatabase({
      connectionString: database.connectionString,
      statementTimeoutMs: 20,
      applicationName: 'a test',
    });
    const { rows } = await short.pool.query(`select current_setting('application_name') as name`);
    expect(rows).toEqual([{ name: 'a test' }]);
    await expect(short.pool.query('select pg_sleep(10)')).rejects.toMatchObject({ code: '57014' });
    await short.close();
  });

  it('logs an idle connection that the server closed, and opens another', async () => {
    const lines: string[] = [];
    const pool = openDatabase({
      connectionString: database.connectionString,
      max: 1,
      log: (line) => lines.push(line),
    });
    const { rows } = await pool.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await expect.poll(() => lines).toEqual(['An idle database connection was lost.']);
    await expect(pool.pool.query('select 1')).resolves.toBeDefined();
    await pool.close();
  });

  it('closes once, however often it is asked', async () => {
    const pool = openDatabase({ connectionString: database.connectionString });
    await Promise.all([pool.close(), pool.close()]);
    await expect(pool.pool.query('select 1')).rejects.toThrow();
  });
});

describe('isTransient', () => {
  const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  it('knows a server that ended our connection in mid-statement', async () => {
    const client = await database.pool.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const failure = failureOf(client.query('select pg_sleep(60)'));
    client.on('error', () => {});
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    expect(isTransient(await failure)).toBe(true);
    expect(isTransient(await failureOf(client.query('select 1')))).toBe(true);
    client.release(true);
  });

  it('knows a server that is not there', async () => {
    const nowhere = openDatabase({
      connectionString: 'postgresql://impresario@/impresario?host=/nonexistent',
    });
    expect(isTransient(await failureOf(nowhere.pool.query('select 1')))).toBe(true);
    await nowhere.close();
  });

  it('knows a connection that was closed without a word', async () => {
    const client = await database.pool.connect();
    client.on('error', () => {});
    const failure = failureOf(client.query('select pg_sleep(60)'));
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    expect(isTransient(await failure)).toBe(true);
    client.release(true);
  });

  it('looks at causes, and leaves broken rules and missing files alone', async () => {
    const broken = await failureOf(database.pool.query('select 1 / 0'));
    expect(isTransient(broken)).toBe(false);
    expect(
      isTransient(new Error('outer', { cause: Object.assign(new Error('full'), { code: '53300' }) })),
    ).toBe(true);
    expect(isTransient(Object.assign(new Error('no file'), { code: 'ENOENT', syscall: 'open' }))).toBe(false);
    expect(isTransient('57P01')).toBe(false);
  });
});
