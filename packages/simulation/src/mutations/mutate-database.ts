import type { Database } from '@impresario/database';
import { replaceOnce, type Mutation } from './mutation.ts';

/** Changes the database itself as the mutation wants it. */
export async function mutateDatabase(
  { pool }: Database,
  { statements = [], functions = [] }: Mutation,
): Promise<void> {
  for (const statement of statements) await pool.query(statement);
  for (const change of functions) {
    const { rows } = await pool.query<{ text: string }>(
      'select pg_get_functiondef(oid) as text from pg_proc where proname = $1',
      [change.function],
    );
    if (rows.length !== 1) throw new Error(`There are ${rows.length} functions called ${change.function}.`);
    await pool.query(replaceOnce(rows[0]!.text, change, change.function));
  }
}
