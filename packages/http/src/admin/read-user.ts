import { userDetailSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { noSuchUser, userParams } from './one-user.ts';

export const readUser = operation({
  id: 'readUser',
  method: 'get',
  path: '/v1/admin/users/{id}',
  tag: 'Administration',
  summary: 'Read all about one user',
  access: 'admin',
  params: userParams,
  names: 'user',
  replies: {
    200: {
      description: 'Plan, balance, tracks, keys and the latest transactions.',
      content: { 'application/json': userDetailSchema },
    },
  },
  problems: [],
  async handle({ c, params, services }) {
    const user = await services.engine.readUser(params.id);
    return user ? jsonReply(c, 200, user) : noSuchUser();
  },
});
