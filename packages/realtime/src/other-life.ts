import type { Pool } from './ports.ts';

// Whatever a statement sees was written by transactions below the end of its snapshot. A row at or beyond it was numbered by
// another server: this database was restored from a dump of it.
const foreignEvents = {
  name: 'forget_events_of_another_life',
  text: `
    with gone as (delete from events where xid >= pg_snapshot_xmax(pg_current_snapshot()) returning 1)
    select count(*)::integer as count from gone`,
  values: [],
};

/**
 * Removes events that a dump brought from another server, whose transactions have other numbers: this one would not reach them
 * for months, and all that follows on the same tracks would wait behind them. Clients that come with ids of then are
 * reset. Returns how many there were.
 */
export async function forgetEventsOfAnotherLife(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(foreignEvents);
  return rows[0]?.count ?? 0;
}
