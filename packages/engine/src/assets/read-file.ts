import type { Core } from '../core.ts';

/** A stored file's type and the name it is downloaded under; null when no track has it. */
export async function readFile(core: Core, key: string) {
  const file = await core.db.kysely
    .selectFrom('assets')
    .innerJoin('track_versions', 'track_versions.id', 'assets.version_id')
    .innerJoin('tracks', 'tracks.id', 'assets.track_id')
    .select([
      'mime_type',
      'sha256',
      'assets.name',
      'track_versions.title',
      'tracks.title as trackTitle',
      'variant_index',
      'kind',
    ])
    .where('key', '=', key)
    .executeTakeFirst();
  if (!file) return null;
  const title = file.title ?? file.trackTitle ?? 'Untitled';
  const what = file.kind === 'audio' ? '' : ` ${file.name || file.kind}`;
  const fileName = `${title} ${file.variant_index + 1}${what}${key.slice(key.lastIndexOf('.'))}`;
  return { mimeType: file.mime_type, fileName, sha256: file.sha256 };
}
