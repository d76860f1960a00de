import type { Schema } from '@impresario/database';
import { isSongOperation } from '@impresario/protocol';
import { sql, type Insertable, type Transaction } from 'kysely';
import { filesOf, type StagedClip } from '../assets/staged-clip.ts';
import type { Core } from '../core.ts';
import type { Writing } from './apply.ts';
import type { Decision } from './decision.ts';

/** Writes the versions and files a decision brings; says whether a listener would notice. */
export async function writeVersions(core: Core, tx: Transaction<Schema>, writing: Writing): Promise<boolean> {
  const { track, decision, now } = writing;
  if (!isSongOperation(track.operation)) return false;
  if (decision.do === 'look-again') return showEarly(core, tx, track.id, decision.clips, now);
  const clips = finishedClips(decision);
  if (!clips) return false;
  await upsertVersions(core, tx, track.id, clips, now);
  await insertAssets(core, tx, track.id, clips, now);
  await removeUnfinished(tx, track.id);
  await choosePrimary(tx, track.id);
  await nameTrack(tx, track.id);
  return true;
}

function finishedClips(decision: Decision): readonly StagedClip[] | null {
  if (decision.do === 'complete' || decision.do === 'next-variant') return decision.clips;
  return decision.do === 'complete-short' ? [] : null;
}

/** Files of work beside a track land on the version it was done for, and its owner is told. */
export async function writeNewFiles(core: Core, tx: Transaction<Schema>, writing: Writing): Promise<void> {
  const { track, decision, now } = writing;
  if (isSongOperation(track.operation) || decision.do !== 'complete' || decision.clips.length === 0) return;
  // The source is locked, so that it is not removed meanwhile.
  const { rows } = await sql<{ id: string; version_id: string }>`
    select s.id, t.source_version_id as version_id
    from tracks t join tracks s on s.id = t.source_track_id
    where t.id = ${track.id} and s.deleted_at is null
    for update of s`.execute(tx);
  const source = rows[0];
  if (!source) return;
  await upsertAssets(
    tx,
    decision.clips.flatMap((clip) => assetRows(core, clip, source.id, source.version_id, now)),
  );
  await sql`select note_new_files(${source.id}, ${now})`.execute(tx);
}

/** A clip that can be heard already is a version of the unfinished track (GEN-5); mere words about one are not. */
async function showEarly(
  core: Core,
  tx: Transaction<Schema>,
  trackId: string,
  clips: readonly StagedClip[],
  now: Date,
): Promise<boolean> {
  const audible = clips.filter((clip) => streamOf(clip) !== null);
  const changed = await upsertVersions(core, tx, trackId, audible, now);
  if (changed) await choosePrimary(tx, trackId);
  return changed;
}

/** Where a clip can be heard before its file is ours. */
function streamOf({ streamUrl, audio }: StagedClip): string | null {
  if (audio?.kind === 'stored') return null;
  return streamUrl ?? audio?.url ?? null;
}

async function upsertVersions(
  core: Core,
  tx: Transaction<Schema>,
  trackId: string,
  clips: readonly StagedClip[],
  now: Date,
): Promise<boolean> {
  if (clips.length === 0) return false;
  const rows = clips.map((clip) => ({
    id: core.dice.id(now),
    track_id: trackId,
    variant_index: clip.variantIndex,
    is_primary: false,
    provider_clip_id: clip.providerClipId,
    title: clip.title,
    lyrics: clip.lyrics,
    duration_seconds: clip.durationSeconds,
    // A clip that was kept before there were sections has none.
    sections: JSON.stringify((clip as Partial<StagedClip>).sections ?? []),
    stream_url: streamOf(clip),
    created_at: now,
  }));
  const changed = await tx
    .insertInto('track_versions')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['track_id', 'variant_index'])
        .doUpdateSet((eb) => ({
          provider_clip_id: eb.ref('excluded.provider_clip_id'),
          title: eb.ref('excluded.title'),
          lyrics: eb.ref('excluded.lyrics'),
          duration_seconds: eb.ref('excluded.duration_seconds'),
          sections: eb.ref('excluded.sections'),
          stream_url: eb.ref('excluded.stream_url'),
        }))
        .where(
          sql<boolean>`(track_versions.provider_clip_id, track_versions.title, track_versions.lyrics,
            track_versions.duration_seconds, track_versions.sections, track_versions.stream_url) is distinct from
            (excluded.provider_clip_id, excluded.title, excluded.lyrics, excluded.duration_seconds, excluded.sections,
            excluded.stream_url)`,
        ),
    )
    .returning('id')
    .execute();
  return changed.length > 0;
}

/** A variant that was promised early and has no audio of ours is no version of the finished track (I11). */
async function removeUnfinished(tx: Transaction<Schema>, trackId: string): Promise<void> {
  await sql`
    delete from track_versions v
    where v.track_id = ${trackId}
      and not exists (select from assets a where a.version_id = v.id and a.kind = 'audio')`.execute(tx);
}

/** The first variant there is. Variants come in any order, so this is settled once all rows are written. */
async function choosePrimary(tx: Transaction<Schema>, trackId: string): Promise<void> {
  const first = sql`(select min(variant_index) from track_versions where track_id = ${trackId})`;
  // In two statements: the index of primaries is checked row by row.
  await sql`
    update track_versions set is_primary = false
    where track_id = ${trackId} and is_primary and variant_index <> ${first}`.execute(tx);
  await sql`
    update track_versions set is_primary = true
    where track_id = ${trackId} and not is_primary and variant_index = ${first}`.execute(tx);
}

async function insertAssets(
  core: Core,
  tx: Transaction<Schema>,
  trackId: string,
  clips: readonly StagedClip[],
  now: Date,
): Promise<void> {
  const versions = await tx
    .selectFrom('track_versions')
    .select(['id', 'variant_index'])
    .where('track_id', '=', trackId)
    .execute();
  const rows = clips.flatMap((clip) => {
    const version = versions.find((one) => one.variant_index === clip.variantIndex);
    return version ? assetRows(core, clip, trackId, version.id, now) : [];
  });
  await upsertAssets(tx, rows);
}

type AssetRow = Insertable<Schema['assets']>;

function assetRows(core: Core, clip: StagedClip, trackId: string, versionId: string, now: Date): AssetRow[] {
  return filesOf(clip).flatMap(({ kind, name, file }) => {
    if (file.kind !== 'stored') return [];
    const { key, mimeType: mime_type, bytes, sha256 } = file;
    const place = { id: core.dice.id(now), track_id: trackId, version_id: versionId };
    return [{ ...place, kind, name, key, mime_type, bytes, sha256, created_at: now }];
  });
}

/** Work done a second time replaces what it brought the first time; the old blob is swept later. */
async function upsertAssets(tx: Transaction<Schema>, rows: readonly AssetRow[]): Promise<void> {
  if (rows.length === 0) return;
  // Two stems of one name are one place, and a statement may write a row but once.
  const places = new Map(rows.map((row) => [`${row.version_id}/${row.kind}/${row.name}`, row]));
  await tx
    .insertInto('assets')
    .values([...places.values()])
    .onConflict((conflict) =>
      conflict.columns(['version_id', 'kind', 'name']).doUpdateSet((eb) => ({
        key: eb.ref('excluded.key'),
        mime_type: eb.ref('excluded.mime_type'),
        bytes: eb.ref('excluded.bytes'),
        sha256: eb.ref('excluded.sha256'),
        created_at: eb.ref('excluded.created_at'),
      })),
    )
    .execute();
}

/** A track its maker did not name is called as its primary version is. */
async function nameTrack(tx: Transaction<Schema>, trackId: string): Promise<void> {
  await sql`
    update tracks set title = (select title from track_versions where track_id = ${trackId} and is_primary)
    where id = ${trackId} and title is null`.execute(tx);
}
