import type { TrackStatus } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { refuse } from '../replies/refusal.ts';
import { admissionReplies } from './admission-docs.ts';
import { tooFewCredits } from './admission-refusal.ts';
import { noSuchTrack } from './change-answer.ts';
import { startedReply } from './started-reply.ts';
import { trackParams } from './track-params.ts';

export const claimTrack = operation({
  id: 'claimTrack',
  method: 'post',
  path: '/v1/tracks/{id}/claim',
  tag: 'Tracks',
  summary: 'Claim the late result of a failed track',
  description:
    'When the provider finished the song after the track had failed: a new track with it (`claimedFrom`), ' +
    'charged once. The failed one stays as it is, and a second claim answers with the same new track.',
  access: 'user',
  params: trackParams,
  replies: admissionReplies('track', 'the new track'),
  problems: ['illegal_transition', 'insufficient_credits'],
  async handle(call) {
    const { c, caller, params, services } = call;
    const claimed = await services.engine.claimTrack(caller, params.id);
    switch (claimed.kind) {
      case 'not-found':
        return noSuchTrack();
      case 'illegal':
        return refuse('illegal_transition', wordsOf(claimed.status));
      case 'nothing-there':
        return refuse(
          'illegal_transition',
          'The provider has no finished song for this track, at least not yet.',
        );
      case 'insufficient-credits':
        return tooFewCredits(claimed);
      case 'claimed': {
        const { track } = claimed;
        return startedReply(call, { made: 'track', id: track.id }, {}, (headers) =>
          jsonReply(c, 202, services.presenter.present(track), headers),
        );
      }
    }
  },
});

function wordsOf(status: TrackStatus): string {
  const isOver = status === 'completed' || status === 'cancelled';
  return isOver
    ? `The track is ${status}; only the late result of a failed one can be claimed.`
    : `The track is still ${status}: its result comes by itself.`;
}
