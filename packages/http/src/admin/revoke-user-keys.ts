import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { noSuchUser, userParams } from './one-user.ts';

export const revokeUserKeys = operation({
  id: 'revokeUserKeys',
  method: 'delete',
  path: '/v1/admin/users/{id}/keys',
  tag: 'Administration',
  summary: 'Revoke all API keys of a user',
  description: 'For users who are banned or gone where they come from: of that their keys know nothing.',
  access: 'admin',
  params: userParams,
  names: 'user',
  replies: {
    200: {
      description: 'How many there were.',
      content: { 'application/json': z.object({ revoked: z.int() }) },
    },
  },
  problems: [],
  async handle({ c, actor, params, services }) {
    const revoked = await services.engine.revokeApiKeys(params.id, actor);
    return revoked === null ? noSuchUser() : jsonReply(c, 200, { revoked });
  },
});
