import { isTerminal } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { Change } from '../engine.ts';
import { readTrack } from './read.ts';

/** Hides a finished track and deletes its files; the row stays for its key and its charges (IDM-2, CRE-2). */
export async function removeTrack(core: Core, userId: string, trackId: string): Promise<Change> {
  const track = await readTrack(core, userId, trackId);
  if (!track) return { kind: 'not-found' };
  if (!isTerminal(track.status)) return { kind: 'illegal', status: track.status };
  const keys = await core.db.kysely.transaction().execute(async (tx) => {
    await sql`select delete_track(${trackId}, ${core.clock.now()})`.execute(tx);
    return tx.deleteFrom('assets').where('track_id', '=', trackId).returning('key').execute();
  });
  core.nudge();
  // A crash before this leaves blobs without rows, which housekeeping sweeps.
  await Promise.all(keys.map(({ key }) => core.blobs.delete(key)));
  return { kind: 'done', track };
}
