import { operation } from '../operation.ts';
import { changeAnswer } from './change-answer.ts';
import { trackParams } from './track-params.ts';

export const deleteTrack = operation({
  id: 'deleteTrack',
  method: 'delete',
  path: '/v1/tracks/{id}',
  tag: 'Tracks',
  summary: 'Delete a finished track',
  description: 'Its files go too; what it cost stays in the transactions.',
  access: 'user',
  params: trackParams,
  replies: { 204: { description: 'Gone.' } },
  problems: ['illegal_transition'],
  async handle({ c, caller, params, services }) {
    const change = await services.engine.removeTrack(caller.userId, params.id);
    return changeAnswer(
      change,
      () => c.body(null, 204),
      (status) => `The track is ${status}: cancel it first, then delete it.`,
    );
  },
});
