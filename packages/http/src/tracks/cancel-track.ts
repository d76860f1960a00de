import { trackSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { changeAnswer } from './change-answer.ts';
import { trackParams } from './track-params.ts';

export const cancelTrack = operation({
  id: 'cancelTrack',
  method: 'post',
  path: '/v1/tracks/{id}/cancel',
  tag: 'Tracks',
  summary: 'Cancel a track',
  description: 'The track that comes back says in `error.message` whether its credits came back.',
  access: 'user',
  params: trackParams,
  replies: { 200: { description: 'The cancelled track.', content: { 'application/json': trackSchema } } },
  problems: ['illegal_transition'],
  async handle({ c, caller, params, services }) {
    const change = await services.engine.cancelTrack(caller.userId, params.id);
    return changeAnswer(
      change,
      (track) => jsonReply(c, 200, services.presenter.present(track)),
      (status) => `The track is already ${status}, and stays so.`,
    );
  },
});
