import { invariantReportSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';

export const checkInvariants = operation({
  id: 'checkInvariants',
  method: 'get',
  path: '/v1/admin/invariants',
  tag: 'Administration',
  summary: 'Check the invariants now',
  description:
    'Looks through the whole database for rows that break a rule of money or of tracks; there are none unless there is a ' +
    'bug. It also happens every five minutes. Who asks while another look runs gets the next one, together with all others.',
  access: 'admin',
  replies: {
    200: { description: 'What was found.', content: { 'application/json': invariantReportSchema } },
  },
  problems: [],
  async handle({ c, services }) {
    return jsonReply(c, 200, await services.engine.checkInvariants());
  },
});
