import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** What a provider, or one of its models, did in the last day. */
export interface ProviderRecord {
  readonly provider: string;
  /** null: all its models together. */
  readonly model: string | null;
  readonly total: number;
  readonly succeeded: number;
  /** Seconds from the attempt to its end. */
  readonly p50: number | null;
  readonly p95: number | null;
}

export interface RecordBook {
  /** What they did, at most five seconds ago; those who ask meanwhile share one reading. */
  latest(): Promise<readonly ProviderRecord[]>;
  /** From what was read last, so that an admission need not ask; null when nothing is known. */
  medianSeconds(provider: string, model: string | null): number | null;
}

/** A day of a busy house is 100,000 attempts and 70 ms; every page that is opened asks. */
const freshMs = 5_000;

export function createRecordBook(room: Pick<Core, 'db' | 'clock'>): RecordBook {
  let latest: readonly ProviderRecord[] = [];
  let readAt = -Infinity;
  let reading: Promise<readonly ProviderRecord[]> | null = null;

  async function read(): Promise<readonly ProviderRecord[]> {
    const now = room.clock.now();
    latest = await readRecords(room, now);
    readAt = now.getTime();
    return latest;
  }

  return {
    async latest() {
      const age = room.clock.now().getTime() - readAt;
      // A clock that was set back makes nothing fresh.
      if (age >= 0 && age < freshMs) return latest;
      reading ??= read().finally(() => {
        reading = null;
      });
      return reading;
    },
    medianSeconds: (provider, model) =>
      latest.find((record) => record.provider === provider && record.model === model)?.p50 ?? null,
  };
}

/**
 * Tries that count against a provider: it failed, or never came to an end. A prompt that it refused is the user's
 * business; five of them must not make it look down to everybody else.
 */
const isProviderFault = sql`(
  (a.status = 'failed' and a.failure ->> 'kind' not in (
    'invalid-request', 'unsupported', 'moderated', 'artist-name', 'copyrighted', 'malformed-lyrics'
  ))
  or (a.status in ('accepted', 'unknown') and t.status = 'failed')
)`;

const dayMs = 24 * 60 * 60_000;

/** Of songs only, because other work is quicker. */
async function readRecords({ db }: Pick<Core, 'db'>, now: Date): Promise<ProviderRecord[]> {
  const since = new Date(now.getTime() - dayMs);
  const { rows } = await sql<ProviderRecord>`
    select a.provider, t.model, count(*)::integer as total,
      (count(*) filter (where a.status = 'finished'))::integer as succeeded,
      percentile_cont(0.5) within group (order by seconds) filter (where a.status = 'finished') as p50,
      percentile_cont(0.95) within group (order by seconds) filter (where a.status = 'finished') as p95
    from attempts a
    join tracks t on t.id = a.track_id
    cross join lateral (select extract(epoch from a.finished_at - a.created_at)::float8 as seconds) s
    where a.created_at >= ${since} and t.makes_song and t.claimed_from is null
      and (a.status = 'finished' or ${isProviderFault})
    group by grouping sets ((a.provider), (a.provider, t.model))
    having grouping(t.model) = 1 or t.model is not null`.execute(db.kysely);
  return rows;
}
