import { creditsSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const readCredits = operation({
  id: 'readCredits',
  method: 'get',
  path: '/v1/credits',
  tag: 'Credits',
  summary: 'Read the balance, the plan and its limits',
  access: 'user',
  replies: { 200: { description: 'The balance.', content: { 'application/json': creditsSchema } } },
  problems: [],
  async handle({ c, caller, services }) {
    return jsonReply(c, 200, await services.engine.readCredits(caller));
  },
});
