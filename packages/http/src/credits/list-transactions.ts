import { pageSchema, transactionSchema, transactionTypes } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { cursorParameter, invalidCursor, limitParameter } from '../requests/page-parameters.ts';

export const transactionQuery = z.object({
  limit: limitParameter,
  cursor: cursorParameter,
  type: z.enum(transactionTypes).optional().describe('Only movements of this kind.'),
});

export const listTransactions = operation({
  id: 'listTransactions',
  method: 'get',
  path: '/v1/credits/transactions',
  tag: 'Credits',
  summary: 'List every movement of credits',
  description: 'Newest first. The amounts of all transactions add up to the balance.',
  access: 'user',
  query: transactionQuery,
  replies: {
    200: { description: 'One page.', content: { 'application/json': pageSchema(transactionSchema) } },
  },
  problems: [],
  async handle({ c, caller, query, services }) {
    const page = await services.engine.listTransactions(
      caller,
      query.limit,
      query.cursor ?? null,
      query.type ?? null,
    );
    return page ? jsonReply(c, 200, page) : invalidCursor();
  },
});
