import type { Page, TrackSnapshot } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import { decodeCursor, timeForCursor } from '../cursor.ts';
import type { TrackQuery } from '../engine.ts';
import { likePattern } from '../like-pattern.ts';
import { pageOf } from '../page-of.ts';

/** One track of a user with its versions and files, in one query (PERF-1); null for anybody else's. */
export async function readTrack(core: Core, userId: string, trackId: string): Promise<TrackSnapshot | null> {
  const { rows } = await sql<{ track: TrackSnapshot }>`
    select track_snapshot(t) as track from tracks t
    where t.id = ${trackId} and t.user_id = ${userId} and t.makes_song and t.deleted_at is null`.execute(
    core.db.kysely,
  );
  return rows[0]?.track ?? null;
}

/** A page of a user's tracks, newest first, by keyset; null when the cursor is not one of ours. */
export async function listTracks(
  core: Core,
  userId: string,
  query: TrackQuery,
): Promise<Page<TrackSnapshot> | null> {
  const after = query.cursor === null ? null : decodeCursor(query.cursor, 2);
  if (query.cursor !== null && !after) return null;
  const pattern = likePattern(query.search);
  const { rows } = await sql<{ track: TrackSnapshot; at: string }>`
    select track_snapshot(t) as track, ${timeForCursor('t.created_at')} as at
    from tracks t
    where t.user_id = ${userId}
      and t.makes_song
      and t.deleted_at is null
      and (${after === null} or (t.created_at, t.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
      and (${query.status}::text is null or t.status = ${query.status})
      and (${query.provider}::text is null or t.provider = ${query.provider})
      and (${query.sourceTrackId}::uuid is null
        or t.source_track_id = ${query.sourceTrackId}::uuid
        or t.claimed_from = ${query.sourceTrackId}::uuid
        or t.retried_from = ${query.sourceTrackId}::uuid)
      and (${pattern}::text is null or ${searchable} ilike ${pattern})
    order by t.created_at desc, t.id desc
    limit ${query.limit + 1}`.execute(core.db.kysely);
  return pageOf(rows, query.limit, {
    show: ({ track }) => track,
    placeOf: ({ at, track }) => [at, track.id],
  });
}

const searchable = sql.raw(`concat_ws(' ', t.title, t.prompt, array_to_string(t.style_tags, ' '))`);
