import { auditActions, auditEntrySchema, pageSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { cursorParameter, invalidCursor, limitParameter } from '../requests/page-parameters.ts';
import { userIdParameter } from './one-user.ts';

export const listAuditLog = operation({
  id: 'listAuditLog',
  method: 'get',
  path: '/v1/admin/audit',
  tag: 'Administration',
  summary: 'Read the audit log',
  description: 'Newest first: what administrators changed, and which API keys were made and revoked.',
  access: 'admin',
  query: z.object({
    limit: limitParameter,
    cursor: cursorParameter,
    action: z.enum(auditActions).optional(),
    subject: userIdParameter.optional().describe('The user it is about.'),
    actor: userIdParameter.optional().describe('The user who did it.'),
  }),
  replies: {
    200: { description: 'One page.', content: { 'application/json': pageSchema(auditEntrySchema) } },
  },
  problems: [],
  async handle({ c, query, services }) {
    const page = await services.engine.listAuditLog({
      limit: query.limit,
      cursor: query.cursor ?? null,
      action: query.action ?? null,
      subject: query.subject ?? null,
      actor: query.actor ?? null,
    });
    return page ? jsonReply(c, 200, page) : invalidCursor();
  },
});
