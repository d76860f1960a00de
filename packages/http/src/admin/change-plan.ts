import { changePlanSchema, userSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { noSuchUser, userParams } from './one-user.ts';

export const changePlan = operation({
  id: 'changePlan',
  method: 'put',
  path: '/v1/admin/users/{id}/plan',
  tag: 'Administration',
  summary: 'Put a user on a plan',
  description: 'It holds from the next request on and moves no credits; the audit log keeps who and why.',
  access: 'admin',
  params: userParams,
  names: 'user',
  body: { schema: changePlanSchema, example: { plan: 'pro', reason: 'order 1234' } },
  replies: { 200: { description: 'The user after it.', content: { 'application/json': userSchema } } },
  problems: [],
  async handle({ c, actor, params, body, services }) {
    const user = await services.engine.changePlan(params.id, body, actor);
    return user ? jsonReply(c, 200, user) : noSuchUser();
  },
});
