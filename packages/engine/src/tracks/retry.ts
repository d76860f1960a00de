import { isTerminal, type CreateTrack, type TrackStatus } from '@impresario/protocol';
import { admitTrack } from '../admission/admit.ts';
import type { Core } from '../core.ts';
import type { Admission, Submission } from '../engine.ts';

type Refusal = { readonly kind: 'not-found' } | { readonly kind: 'illegal'; readonly status: TrackStatus };

/** A new track from a finished one's request with `edits` over it, paid and limited like any other (GEN-10). */
export async function retryTrack(
  core: Core,
  submission: Omit<Submission, 'body'>,
  trackId: string,
  edits: Partial<CreateTrack>,
): Promise<Admission | Refusal> {
  const track = await core.db.kysely
    .selectFrom('tracks')
    .select(['status', 'body'])
    .where('id', '=', trackId)
    .where('user_id', '=', submission.caller.userId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (!track) return { kind: 'not-found' };
  if (!isTerminal(track.status)) return { kind: 'illegal', status: track.status };
  const { trackId: _id, ...body } = track.body as CreateTrack;
  return admitTrack(core, { ...submission, body: { ...body, ...edits } });
}
