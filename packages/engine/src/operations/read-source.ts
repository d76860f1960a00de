import type { CreateTrack, TrackStatus } from '@impresario/protocol';
import type { MusicRequest, SourceClip, TaskHandle } from '@impresario/provider';
import { sql } from 'kysely';
import type { Core } from '../core.ts';

/** A finished version that work starts from. */
export interface Source {
  readonly trackId: string;
  readonly versionId: string;
  readonly clip: SourceClip;
  /** Our own stored audio of it. */
  readonly audioKey: string;
  /** The body its track was asked with. */
  readonly body: CreateTrack;
}

export type SourceFound =
  | { readonly kind: 'found'; readonly source: Source }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-such-version' }
  | { readonly kind: 'illegal'; readonly status: TrackStatus };

interface Row {
  readonly provider: string;
  readonly model: string | null;
  readonly status: TrackStatus;
  readonly lyrics: string | null;
  readonly style_tags: string[];
  readonly body: CreateTrack;
  readonly request: MusicRequest;
  readonly handle: TaskHandle | null;
  readonly version_id: string | null;
  readonly variant_index: number;
  readonly provider_clip_id: string | null;
  readonly title: string | null;
  readonly version_lyrics: string | null;
  readonly duration_seconds: number | null;
  readonly audio_key: string | null;
}

/** The version of a user's completed track that is meant: the named one, else the primary. */
export async function readSource(
  core: Core,
  userId: string,
  trackId: string,
  versionId: string | undefined,
): Promise<SourceFound> {
  const { rows } = await sql<Row>`
    select
      t.provider, t.model, t.status, t.lyrics, t.style_tags, t.body, t.request,
      (select a.handle from attempts a where a.track_id = t.id and a.status = 'finished' order by a.number limit 1) as handle,
      v.id as version_id, v.variant_index, v.provider_clip_id, coalesce(v.title, t.title) as title,
      v.lyrics as version_lyrics, v.duration_seconds,
      (select f.key from assets f where f.version_id = v.id and f.kind = 'audio') as audio_key
    from tracks t
    left join track_versions v
      on v.track_id = t.id and case when ${versionId ?? null}::uuid is null then v.is_primary else v.id = ${versionId ?? null}::uuid end
    where t.id = ${trackId} and t.user_id = ${userId} and t.makes_song and t.deleted_at is null`.execute(
    core.db.kysely,
  );
  const row = rows[0];
  if (!row) return { kind: 'not-found' };
  if (row.status !== 'completed') return { kind: 'illegal', status: row.status };
  if (row.version_id === null || row.audio_key === null) return { kind: 'no-such-version' };
  return {
    kind: 'found',
    source: {
      trackId,
      versionId: row.version_id,
      audioKey: row.audio_key,
      body: row.body,
      clip: toClip(trackId, row),
    },
  };
}

function toClip(trackId: string, row: Row): SourceClip {
  return {
    trackId,
    variantIndex: row.variant_index,
    provider: row.provider,
    model: row.model,
    taskId: row.handle?.taskId ?? null,
    taskData: row.handle?.data ?? {},
    clipId: row.provider_clip_id,
    title: row.title,
    lyrics: row.version_lyrics ?? row.lyrics,
    styleTags: row.style_tags,
    durationSeconds: row.duration_seconds,
    request: row.request,
  };
}
