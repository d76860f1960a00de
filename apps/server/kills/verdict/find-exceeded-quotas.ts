import type { Database } from '@impresario/database';
import { planLimits } from '@impresario/protocol';

interface Song {
  user_id: string;
  began: Date;
  ended: Date;
}

/** Clocks of several processes, and a statement that waits between its own time and its turn. */
const slackMs = 5_000;
const { perMinute, perDay, concurrent } = planLimits.free;

/**
 * Users who got more than their plan allows (I16): at once and in a day exactly, in a minute by the bucket. A Redis that lost what it
 * knew may give each user one more full bucket; that is documented, so it is allowed, once for each loss (epoch milliseconds).
 */
export async function findExceededQuotas(
  pool: Database['pool'],
  redisLosses: readonly number[],
): Promise<string[]> {
  const { rows } = await pool.query<Song>(
    `select t.user_id, t.created_at as began, coalesce(e.ended_at, 'infinity') as ended
     from tracks t
     left join (
       select track_id, min(occurred_at) as ended_at from events
       where type ~ '(completed|failed|cancelled)$' group by track_id
     ) e on e.track_id = t.id
     where t.makes_song order by t.user_id, t.created_at`,
  );
  const songsOf = Map.groupBy(rows, ({ user_id }) => user_id);
  return [...songsOf].flatMap(([userId, songs]) => {
    const spans = songs.map(({ began, ended }) => ({ began: began.getTime(), ended: ended.getTime() }));
    const faults = [
      atOnce(spans) > concurrent && `${atOnce(spans)} at once`,
      spans.length > (perDay ?? Infinity) && `${spans.length} in a day`,
      overflows(spans, redisLosses) && 'more in a minute than the bucket holds',
    ];
    return faults.filter((fault) => fault !== false).map((fault) => `${userId}: ${fault}`);
  });
}

interface Span {
  readonly began: number;
  readonly ended: number;
}

function atOnce(spans: readonly Span[]): number {
  return Math.max(
    ...spans.map(
      ({ began }) => spans.filter((other) => other.began <= began && other.ended > began + slackMs).length,
    ),
  );
}

/** Whether any stretch of time holds more admissions than a full bucket and what drips into it meanwhile. */
function overflows(spans: readonly Span[], losses: readonly number[]): boolean {
  return spans.some((first, from) =>
    spans.slice(from).some((last, more) => {
      const minutes = (last.began - first.began + slackMs) / 60_000;
      const refills = losses.filter((at) => at > first.began - slackMs && at < last.began + slackMs).length;
      return more + 1 > perMinute * (1 + minutes + refills);
    }),
  );
}
