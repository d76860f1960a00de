import { operationSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { refuse } from '../replies/refusal.ts';
import { trackParams } from '../tracks/track-params.ts';

export const readOperation = operation({
  id: 'readOperation',
  method: 'get',
  path: '/v1/operations/{id}',
  tag: 'Operations',
  summary: 'Read an operation',
  access: 'user',
  params: trackParams,
  replies: { 200: { description: 'The operation.', content: { 'application/json': operationSchema } } },
  problems: [],
  async handle({ c, caller, params, services }) {
    const found = await services.engine.readOperation(caller.userId, params.id);
    return found ? jsonReply(c, 200, found) : refuse('not_found', 'There is no operation with this id.');
  },
});
