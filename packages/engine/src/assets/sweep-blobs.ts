import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** A blob is stored before its row is written; this long, it is given the time. */
const graceMs = 60 * 60_000;

/** Removes blobs that no row knows, left by a crash between storing and writing (I12). Returns how many. */
export async function sweepBlobs(core: Core): Promise<number> {
  const before = new Date(core.clock.now().getTime() - graceMs);
  let removed = 0;
  for await (const blob of core.blobs.list()) {
    if (blob.modifiedAt > before || (await isKnown(core, blob.key))) continue;
    await core.blobs.delete(blob.key);
    removed += 1;
  }
  if (removed > 0) core.log.info({ removed }, 'unknown blobs were removed');
  return removed;
}

/** Also a file of an unfinished download, which stands on its attempt only. */
async function isKnown(core: Core, key: string): Promise<boolean> {
  const trackId = /^tracks\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\//.exec(key)?.[1] ?? null;
  // One statement, because a track may be completed between two.
  const { rows } = await sql<{ known: boolean }>`
    select exists (select from assets where key = ${key})
      or exists (select from uploads where key = ${key})
      or exists (select from tracks where id = ${trackId}::uuid and due_at is not null) as known`.execute(
    core.db.kysely,
  );
  return rows[0]!.known;
}
