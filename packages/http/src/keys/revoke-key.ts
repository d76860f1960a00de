import { givenId } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { refuse } from '../replies/refusal.ts';

export const revokeKey = operation({
  id: 'revokeKey',
  method: 'delete',
  path: '/v1/keys/{id}',
  tag: 'Keys',
  summary: 'Revoke an API key',
  description: 'From then on it is refused everywhere. Doing it again changes nothing.',
  access: 'person',
  params: z.object({ id: givenId() }),
  replies: { 204: { description: 'Revoked.' } },
  problems: ['not_found'],
  async handle({ c, caller, actor, params, services }) {
    const isFound = await services.engine.revokeApiKey(caller.userId, params.id, actor);
    return isFound ? c.body(null, 204) : refuse('not_found', 'There is no key with this id.');
  },
});
