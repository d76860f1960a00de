import { describe, expect, it } from 'vitest';
import { databaseOf, inDatabase } from './test-url.ts';
import { openTestDatabase } from './testing.ts';

describe('openTestDatabase', () => {
  it('gives each caller a migrated database of its own and drops it on close', async () => {
    const [one, two] = await Promise.all([openTestDatabase(), openTestDatabase()]);
    await one.pool.query('create table only_here ()');
    const { rows } = await two.pool.query(
      `select to_regclass('only_here') as here, to_regclass('tracks') as tracks`,
    );
    expect(rows).toEqual([{ here: null, tracks: 'tracks' }]);
    await one.close();
    const left = await two.pool.query('select from pg_database where datname = $1', [
      databaseOf(one.connectionString),
    ]);
    expect(left.rowCount).toBe(0);
    await two.close();
  });
});

describe('inDatabase', () => {
  it.each([
    ['postgresql://impresario@/impresario?host=%2Frun', 'postgresql://impresario@/x?host=%2Frun'],
    [
      'postgres://user:secret@db.example:5433/prod?sslmode=require',
      'postgres://user:secret@db.example:5433/x?sslmode=require',
    ],
    ['postgres://db.example', 'postgres://db.example/x'],
  ])('replaces the name in %s', (url, expected) => {
    expect(inDatabase(url, 'x')).toBe(expected);
    expect(databaseOf(expected)).toBe('x');
  });
});
