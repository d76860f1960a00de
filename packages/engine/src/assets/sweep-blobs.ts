import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** A blob is stored before its row is written; this long, it is given the time. */
const graceMs = 60 * 60_000;
/** So many blobs are looked up by one statement: a store of a million is gone through without a million questions. */
const togetherMax = 500;

/** Removes blobs that no row knows, left by a crash between storing and writing (I12). Returns how many. */
export async function sweepBlobs(core: Pick<Core, 'blobs' | 'clock' | 'db' | 'log'>): Promise<number> {
  const before = new Date(core.clock.now().getTime() - graceMs);
  let removed = 0;
  let keys: string[] = [];

  async function sweep(): Promise<void> {
    const unknown = await findUnknown(core, keys);
    for (const key of unknown) await core.blobs.delete(key);
    removed += unknown.length;
    keys = [];
  }

  for await (const { key, modifiedAt } of core.blobs.list()) {
    if (modifiedAt <= before) keys.push(key);
    if (keys.length === togetherMax) await sweep();
  }
  if (keys.length > 0) await sweep();
  if (removed > 0) core.log.info({ removed }, 'unknown blobs were removed');
  return removed;
}

/** Those of no file and no upload. A file of an unfinished download stands on its attempt only, and is known as well. */
async function findUnknown(core: Pick<Core, 'db'>, keys: readonly string[]): Promise<string[]> {
  const trackIds = keys.map((key) => trackOfKey.exec(key)?.[1] ?? null);
  // One statement, because a track may be completed between two.
  const { rows } = await sql<{ key: string }>`
    select b.key from unnest(${keys}::text[], ${trackIds}::uuid[]) as b (key, track_id)
    where not exists (select from assets a where a.key = b.key)
      and not exists (select from uploads u where u.key = b.key)
      and not exists (select from tracks t where t.id = b.track_id and t.due_at is not null)`.execute(
    core.db.kysely,
  );
  return rows.map(({ key }) => key);
}

const trackOfKey = /^tracks\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//;
