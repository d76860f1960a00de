import type { House } from './house.ts';

/** Of five seconds each: more than any deadline. */
const ROUNDS_MAX = 400;

/** How many rows each table has, and what the purses hold, as one text to compare. */
export type RowCounts = () => Promise<Readonly<Record<string, string>>>;

/** Counts all tables there are; one that comes later is counted too. */
export async function createRowCounts({ test }: House): Promise<RowCounts> {
  const { pool } = test.db;
  const { rows } = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'pgmigrations' order by 1",
  );
  const columns = rows.map(({ name }) => `(select count(*) from "${name}")::text as "${name}"`);
  const text = `select ${columns.join(', ')}, (select sum(credits_remaining) from profiles)::text as credits`;
  return async () => (await pool.query<Record<string, string>>(text)).rows[0]!;
}

/** The tables whose counts differ. */
export function changedIn(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  return Object.keys(after).filter((name) => before[name] !== after[name]);
}

/** Lets time pass until nothing is under way, so that only requests write. */
export async function untilAtRest(house: House): Promise<void> {
  const text = 'select count(*)::integer as n from tracks where step is not null';
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { rows } = await house.test.db.pool.query<{ n: number }>(text);
    if (rows[0]!.n === 0) return;
    await house.pass(5_000);
  }
  throw new Error('something is under way for ever');
}
