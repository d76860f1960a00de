import { overviewSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const readOverview = operation({
  id: 'readOverview',
  method: 'get',
  path: '/v1/admin/overview',
  tag: 'Administration',
  summary: 'See how everything is',
  description: 'For administrators: the owner of a local server, or a token with the role `admin`.',
  access: 'admin',
  replies: { 200: { description: 'Counts of all users.', content: { 'application/json': overviewSchema } } },
  problems: [],
  handle: async ({ c, services }) => jsonReply(c, 200, await services.engine.readOverview()),
});
