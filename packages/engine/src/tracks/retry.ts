import { isTerminal, type CreateTrack, type TrackStatus } from '@impresario/protocol';
import type { MusicRequest } from '@impresario/provider';
import { admitSong } from '../admission/admit.ts';
import { orReplay } from '../admission/book.ts';
import { fingerprint } from '../admission/canonical.ts';
import type { Core } from '../core.ts';
import { namesAudio } from '../operations/operate-song.ts';
import type { Admission, Submission } from '../engine.ts';

type Refusal = { readonly kind: 'not-found' } | { readonly kind: 'illegal'; readonly status: TrackStatus };

/** A new track from a finished one's request with `edits` over it, paid and limited like any other (GEN-10). */
export async function retryTrack(
  core: Core,
  submission: Omit<Submission, 'body'>,
  trackId: string,
  edits: Partial<CreateTrack>,
): Promise<Admission | Refusal> {
  const { caller, idempotencyKey } = submission;
  const { idempotencyKey: _asked, ...changes } = edits;
  // Of what was asked and not of what comes of it, so that a replay is known also when the old track is gone.
  const print = fingerprint('retry', { ...changes, sourceTrackId: trackId });
  const track = await core.db.kysely
    .selectFrom('tracks')
    .select(['status', 'body', 'request', 'source_track_id', 'source_version_id'])
    .where('id', '=', trackId)
    .where('user_id', '=', caller.userId)
    .where('makes_song', '=', true)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!track) {
    const gone = { kind: 'not-found' } as const;
    return orReplay(core, { userId: caller.userId, idempotencyKey, fingerprint: print }, gone);
  }
  if (!isTerminal(track.status)) return { kind: 'illegal', status: track.status };
  const { trackId: _id, ...earlier } = track.body as CreateTrack;
  const body = { ...earlier, ...edits };
  const { idempotencyKey: _key, ...content } = body;
  const { operation, continueAtSeconds, section } = track.request as MusicRequest;
  const { source_track_id: sourceTrackId, source_version_id: sourceVersionId } = track;
  return admitSong(core, {
    submission: { ...submission, body },
    fingerprint: print,
    content,
    retriedFrom: trackId,
    beginning: {
      operation,
      continueAtSeconds,
      section,
      ...(await sourceOf(core, track.request as MusicRequest, body, sourceVersionId)),
    },
    source: sourceTrackId && sourceVersionId ? { trackId: sourceTrackId, versionId: sourceVersionId } : null,
  });
}

/** What the retry starts from; audio that the body names itself, e.g. an upload, is looked up again by the admission. */
async function sourceOf(
  core: Core,
  { source, referenceKey }: MusicRequest,
  body: CreateTrack,
  versionId: string | null,
): Promise<Pick<MusicRequest, 'source' | 'referenceKey'>> {
  if (!source || namesAudio(body)) return { source: null, referenceKey: null };
  const isOwn = core.providers.choose(body.provider)?.capabilities.id === source.provider;
  if (referenceKey !== null || isOwn || versionId === null) return { source, referenceKey };
  // Another provider than the first knows nothing of the source's tasks: it is given the audio.
  const audio = await core.db.kysely
    .selectFrom('assets')
    .select('key')
    .where('version_id', '=', versionId)
    .where('kind', '=', 'audio')
    .executeTakeFirst();
  return { source, referenceKey: audio?.key ?? null };
}
