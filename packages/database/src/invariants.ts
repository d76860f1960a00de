import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { DatabaseError } from './database-error.ts';

const OWN_INVARIANTS = fileURLToPath(new URL('../invariants.sql', import.meta.url));

/** One invariant that does not hold: its name (`I1 …`), how many rows break it, and the first of them. */
export interface Violation {
  name: string;
  count: number;
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

let own: Promise<Invariant[]> | undefined;

/** Our own file is read once: a live server asks every five minutes, and it does not change. */
function readInvariants(file: string): Promise<Invariant[]> {
  const read = async () => parseInvariants(await readFile(file, 'utf8'));
  return file === OWN_INVARIANTS ? (own ??= read()) : read();
}

/** Runs every query of `invariants.sql` on one snapshot and returns the violated invariants; none means all hold. */
export async function checkInvariants(pool: pg.Pool, options: CheckOptions = {}): Promise<Violation[]> {
  const survey = await surveyInvariants(pool, options);
  return survey === null ? [] : survey.violations;
}

export interface SurveyOptions extends CheckOptions {
  /** The longest that one query may take; no limit when not given. */
  timeoutMs?: number;
  /** Of the surveys with this set only one runs at a time, over all processes; others wait, or come back with null. */
  turn?: 'wait' | 'skip';
}

export interface Survey {
  violations: Violation[];
  /** Names of the invariants that were looked at. */
  checked: string[];
  /** Names of those whose query took too long. */
  unchecked: string[];
}

const queryCancelled = '57014';
const turnLock = "hashtext('impresario.invariants')";
const rowsShown = 20;

/** As `checkInvariants`, bounded, for a system at work. null when another survey has the turn. */
export async function surveyInvariants(
  pool: pg.Pool,
  { now, file = OWN_INVARIANTS, timeoutMs = 0, turn }: SurveyOptions = {},
): Promise<Survey | null> {
  const invariants = await readInvariants(file);
  const client = await pool.connect();
  let failed = false;
  try {
    // One snapshot: between two snapshots a healthy, busy system would look broken.
    await client.query('begin isolation level repeatable read read only');
    if (turn && !(await takeTurn(client, turn))) {
      await client.query('rollback');
      return null;
    }
    await client.query("select set_config('statement_timeout', $1, true)", [String(timeoutMs)]);
    if (now) await client.query("select set_config('impresario.now', $1, true)", [now.toISOString()]);
    const survey = await surveyEach(client, invariants);
    await client.query('commit');
    return survey;
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    // A connection with a broken transaction on it is thrown away.
    client.release(failed);
  }
}

async function takeTurn(client: pg.PoolClient, turn: 'wait' | 'skip'): Promise<boolean> {
  if (turn === 'wait') {
    await client.query(`select pg_advisory_xact_lock(${turnLock})`);
    return true;
  }
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_xact_lock(${turnLock}) as taken`,
  );
  return rows[0]!.taken;
}

async function surveyEach(client: pg.PoolClient, invariants: readonly Invariant[]): Promise<Survey> {
  const survey: Survey = { violations: [], checked: [], unchecked: [] };
  for (const { name, query } of invariants) {
    await client.query('savepoint invariant');
    try {
      const { rows } = await client.query<Omit<Violation, 'name'>>(boundedQuery(query));
      if (rows[0]!.count > 0) survey.violations.push({ name, ...rows[0]! });
      survey.checked.push(name);
    } catch (error) {
      if ((error as { code?: unknown }).code !== queryCancelled) throw error;
      await client.query('rollback to savepoint invariant');
      survey.unchecked.push(name);
    }
  }
  return survey;
}

/** A bug may break a million rows; a few of them say what it is. */
export function boundedQuery(query: string): string {
  return `with violation as (
${query.replace(/;\s*(--.*\s*)*$/, '')}
)
select
  (select count(*)::integer from violation) as count,
  (select coalesce(jsonb_agg(to_jsonb(v)), '[]') from (select * from violation limit ${rowsShown}) v) as rows`;
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
