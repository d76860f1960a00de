import { operationSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { refuse } from '../replies/refusal.ts';
import { trackParams } from '../tracks/track-params.ts';

export const readLyrics = operation({
  id: 'readLyrics',
  method: 'get',
  path: '/v1/lyrics/{id}',
  tag: 'Operations',
  summary: 'Read lyrics that were asked for',
  description: 'As `GET /v1/operations/{id}`, for operations of `POST /v1/lyrics` alone.',
  access: 'user',
  params: trackParams,
  replies: { 200: { description: 'The operation.', content: { 'application/json': operationSchema } } },
  problems: [],
  async handle({ c, caller, params, services }) {
    const found = await services.engine.readOperation(caller.userId, params.id);
    if (found?.operation !== 'lyrics') return refuse('not_found', 'There are no lyrics with this id.');
    return jsonReply(c, 200, found);
  },
});
