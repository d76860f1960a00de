import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from './migrate.ts';
import { openTestDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

let database: TestDatabase;
let directory: string;
beforeEach(async () => {
  database = await openTestDatabase();
  // The template is migrated: here a database is wanted that is not.
  await database.pool.query('drop schema public cascade; create schema public');
  directory = await mkdtemp(path.join(tmpdir(), 'impresario-migrations-'));
  await write('000001_songs.sql', 'create table songs (id int primary key); insert into songs values (1);');
  await write(
    '000002_count.sql',
    `create function song_count() returns int language plpgsql as $$
     declare n int; -- a comment; with a semicolon and {braces}
     begin select count(*) into n from songs; return n; end $$;`,
  );
});
afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const write = (name: string, sql: string) => writeFile(path.join(directory, name), sql);
const migrate = () => migrateDatabase({ connectionString: database.connectionString, directory });
const tables = async () =>
  (
    await database.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    )
  ).rows
    .map((row) => row.name)
    .sort();

describe('migrateDatabase', () => {
  it('applies the numbered files in order and once', async () => {
    await write('notes.md', 'not a migration');
    expect(await migrate()).toEqual({ applied: ['000001_songs', '000002_count'] });
    expect((await database.pool.query('select song_count() as count')).rows).toEqual([{ count: 1 }]);
    expect(await migrate()).toEqual({ applied: [] });

    await write('000003_more.sql', 'insert into songs values (2)');
    expect(await migrate()).toEqual({ applied: ['000003_more'] });
    expect((await database.pool.query('select song_count() as count')).rows).toEqual([{ count: 2 }]);
  });

  it('applies everything once when many processes start together', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, migrate));
    expect(results.flatMap(({ applied }) => applied).sort()).toEqual(['000001_songs', '000002_count']);
  });

  it('changes nothing when one of the new files fails, and says why', async () => {
    await write('000003_broken.sql', 'create table albums (id int); select nonsense;');
    await expect(migrate()).rejects.toMatchObject({
      code: 'migration_failed',
      message: expect.stringContaining('nonsense'),
    });
    expect(await tables()).toEqual(['schema_migrations']);
    await write('000003_broken.sql', 'create table albums (id int);');
    await migrate();
    expect(await tables()).toEqual(['albums', 'schema_migrations', 'songs']);
  });

  it('refuses a database that a newer release has migrated', async () => {
    await migrate();
    await rm(path.join(directory, '000002_count.sql'));
    await expect(migrate()).rejects.toMatchObject({ code: 'database_newer' });
  });

  it('refuses a file that was slipped in before one that has run', async () => {
    await migrate();
    await rm(path.join(directory, '000001_songs.sql'));
    await write('000001_albums.sql', 'select 1');
    await expect(migrate()).rejects.toMatchObject({ code: 'database_newer' });
    await write('000001_songs.sql', 'select 1');
    await expect(migrate()).rejects.toMatchObject({ code: 'migration_failed' });
  });

  it('says so when the folder is missing', async () => {
    const missing = migrateDatabase({
      connectionString: database.connectionString,
      directory: '/nonexistent',
    });
    await expect(missing).rejects.toMatchObject({ code: 'migrations_missing' });
  });
});
