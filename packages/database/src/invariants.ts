import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { DatabaseError } from './database-error.ts';

const OWN_INVARIANTS = fileURLToPath(new URL('../invariants.sql', import.meta.url));

/** One invariant that does not hold: its name (`I1 …`) and the rows that break it. */
export interface Violation {
  name: string;
  rows: Record<string, unknown>[];
}

/** One section of the file: a line `-- I1 The sentence.` and the query whose rows would break it. */
export interface Invariant {
  name: string;
  query: string;
}

export interface CheckOptions {
  /** What counts as now for deadlines; the database's own time when not given. */
  now?: Date;
  file?: string;
}

/** Runs every query of `invariants.sql` on one snapshot and returns the violated invariants; none means all hold. */
export async function checkInvariants(
  pool: pg.Pool,
  { now, file = OWN_INVARIANTS }: CheckOptions = {},
): Promise<Violation[]> {
  const invariants = parseInvariants(await readFile(file, 'utf8'));
  const client = await pool.connect();
  let failed = false;
  try {
    // One snapshot: between two snapshots a healthy, busy system would look broken.
    await client.query('begin isolation level repeatable read read only');
    if (now) await client.query("select set_config('impresario.now', $1, true)", [now.toISOString()]);
    const violations: Violation[] = [];
    for (const { name, query } of invariants) {
      const { rows } = await client.query<Record<string, unknown>>(query);
      if (rows.length > 0) violations.push({ name, rows });
    }
    await client.query('commit');
    return violations;
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    // A connection with a broken transaction on it is thrown away.
    client.release(failed);
  }
}

/** Splits the file at its `-- I<number>` lines; text before the first is a preamble of comments. */
export function parseInvariants(text: string): Invariant[] {
  const [preamble = '', ...sections] = text.split(/^(?=-- I\d+[a-z]?\b)/m);
  const first = /^-- I\d/.test(preamble) ? [preamble, ...sections] : sections;
  const invariants = first.map((section) => {
    const [heading = '', ...lines] = section.split('\n');
    return { name: heading.replace(/^-- /, '').trim(), query: lines.join('\n').trim() };
  });
  const bare = invariants.find(({ query }) => query.replace(/^\s*--.*$/gm, '').trim() === '');
  if (bare) throw new DatabaseError('invariants_malformed', `The invariant "${bare.name}" has no query.`);
  if (invariants.length === 0)
    throw new DatabaseError('invariants_malformed', 'The file holds no "-- I<number>" section.');
  return invariants;
}
