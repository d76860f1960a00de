import type { Database } from '@impresario/database';
import type { TaskState } from '@impresario/simulators';
import type { FarEnd } from '../far-end.ts';

/** The providers' own books against our attempts: each attempt was billed at most once, and nothing without one (I9). */
export async function findBilledTwice(pool: Database['pool'], farEnds: readonly FarEnd[]): Promise<string[]> {
  const { rows } = await pool.query<{ correlation: string; number: string | null }>(
    `select a.correlation, substring(t.body::text from 'for wish (\\d+)') as number
     from attempts a join tracks t on t.id = a.track_id`,
  );
  const ofCorrelation = countBy(rows.map(({ correlation }) => correlation));
  const ofWish = countBy(rows.map(({ number }) => number ?? ''));
  const books = await Promise.all(farEnds.map((farEnd) => farEnd.book()));
  const billed = countBy(books.flatMap(({ tasks }) => tasks.map(nameOf)));
  return [...billed].flatMap(([name, count]) => {
    const attempts = (name.startsWith('wish ') ? ofWish.get(name.slice(5)) : ofCorrelation.get(name)) ?? 0;
    return count > attempts ? [`${name}: ${count} jobs, ${attempts} attempts`] : [];
  });
}

/** The attempt's own name in the callback address; where there is none, the wish in its words. */
function nameOf({ callbackUrl, prompt }: TaskState): string {
  if (callbackUrl !== null) return callbackUrl.split('/').at(-1)!;
  return `wish ${/for wish (\d+)/.exec(prompt)?.[1] ?? 'unknown'}`;
}

function countBy(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
