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
  const { kysely } = core.db;
  const asset = await kysely.selectFrom('assets').select('id').where('key', '=', key).executeTakeFirst();
  if (asset) return true;
  const trackId = key.split('/')[1] ?? '';
  if (!/^[0-9a-f-]{36}$/.test(trackId)) return false;
  const unfinished = await kysely
    .selectFrom('tracks')
    .select('id')
    .where('id', '=', trackId)
    .where('due_at', 'is not', null)
    .executeTakeFirst();
  return unfinished !== undefined;
}
