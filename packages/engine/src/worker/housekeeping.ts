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
    void clean(core).finally(() => {
      if (!stopped) cancel = core.clock.schedule(round, everyMs);
    });
  }

  return () => {
    stopped = true;
    cancel();
  };
}

/** One task that cannot be done keeps none of the others from being done. */
async function clean(core: Core): Promise<void> {
  const now = core.clock.now();
  for (const [name, task] of Object.entries(tasks)) {
    try {
      await task(core, now);
    } catch (error) {
      core.log.warn({ err: error }, `housekeeping failed: ${name}`);
    }
  }
}

const tasks: Readonly<Record<string, (core: Core, now: Date) => Promise<unknown>>> = {
  'stuck tracks': tellStuck,
  invariants: (core) => surveyInTurn(core, everyMs),
  'old events': ({ db }, now) =>
    sql`select prune_events(${new Date(now.getTime() - eventsKeptMs)})`.execute(db.kysely),
  'old callbacks': ({ db }, now) => sql`select prune_callbacks(${now})`.execute(db.kysely),
  'old tickets': forgetOldTickets,
  figures: ({ db }, now) => sql`select roll_up_figures(${now})`.execute(db.kysely),
  'records of providers': ({ records }) => records.latest(),
  'unknown blobs': sweepBlobs,
};

async function tellStuck(core: Core, now: Date): Promise<void> {
  const stuck = await sql`select track_id, step from check_stuck_tracks(${now})`.execute(core.db.kysely);
  if (stuck.rows.length > 0) core.log.error({ stuck: stuck.rows }, 'tracks are stuck');
}
