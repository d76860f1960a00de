import { identitySchema, type Identity } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const readIdentity = operation({
  id: 'readIdentity',
  method: 'get',
  path: '/v1/me',
  tag: 'Identity',
  summary: 'See whom the server takes you for',
  description:
    'Shows what a token or an API key may do before it is relied on. Nothing is written and no profile is made.',
  access: 'user',
  replies: { 200: { description: 'You.', content: { 'application/json': identitySchema } } },
  problems: [],
  handle({ c, caller, isAdmin, apiKey }) {
    const identity: Identity = {
      object: 'identity',
      userId: caller.userId,
      role: isAdmin ? 'admin' : 'user',
      apiKey,
    };
    return jsonReply(c, 200, identity);
  },
});
