import { pageSchema, transactionSchema } from '@impresario/protocol';
import { transactionQuery } from '../credits/list-transactions.ts';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { invalidCursor } from '../requests/page-parameters.ts';
import { noSuchUser, userParams } from './one-user.ts';

export const listUserTransactions = operation({
  id: 'listUserTransactions',
  method: 'get',
  path: '/v1/admin/users/{id}/transactions',
  tag: 'Administration',
  summary: 'List every movement of a user’s credits',
  description: 'Newest first, as the user sees them.',
  access: 'admin',
  params: userParams,
  names: 'user',
  query: transactionQuery,
  replies: {
    200: { description: 'One page.', content: { 'application/json': pageSchema(transactionSchema) } },
  },
  problems: [],
  async handle({ c, params, query, services }) {
    const found = await services.engine.listUserTransactions(params.id, {
      limit: query.limit,
      cursor: query.cursor ?? null,
      type: query.type ?? null,
    });
    switch (found.kind) {
      case 'page':
        return jsonReply(c, 200, found.page);
      case 'not-found':
        return noSuchUser();
      case 'invalid-cursor':
        return invalidCursor();
    }
  },
});
