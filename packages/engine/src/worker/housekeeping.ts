import { sql } from 'kysely';
import { sweepBlobs } from '../assets/sweep-blobs.ts';
import { surveyInTurn } from '../invariants/survey.ts';
import { forgetOldTickets } from '../identity/stream-tickets.ts';
import type { Core } from '../core.ts';

const everyMs = 5 * 60_000;
const eventsKeptMs = 7 * 24 * 60 * 60_000;

/**
 * Every five minutes: counts stuck tracks and broken invariants, which are always none (GEN-11), forgets old
 * events, callbacks and tickets, adds up what happened, and removes blobs that no row knows (I12). Returns how to stop.
 */
export function keepHouse(core: Core): () => void {
  let cancel = core.clock.schedule(round, everyMs);
  let stopped = false;

  function round(): void {
    void clean(core)
      .catch((error: unknown) => core.log.warn({ err: error }, 'housekeeping failed'))
      .finally(() => {
        if (!stopped) cancel = core.clock.schedule(round, everyMs);
      });
  }

  return () => {
    stopped = true;
    cancel();
  };
}

async function clean(core: Core): Promise<void> {
  const now = core.clock.now();
  const stuck = await sql`select track_id, step from check_stuck_tracks(${now})`.execute(core.db.kysely);
  if (stuck.rows.length > 0) core.log.error({ stuck: stuck.rows }, 'tracks are stuck');
  await surveyInTurn(core, everyMs);
  await sql`select prune_events(${new Date(now.getTime() - eventsKeptMs)})`.execute(core.db.kysely);
  await sql`select prune_callbacks(${now})`.execute(core.db.kysely);
  await forgetOldTickets(core, now);
  await sql`select roll_up_figures(${now})`.execute(core.db.kysely);
  await core.records.latest();
  await sweepBlobs(core);
}
