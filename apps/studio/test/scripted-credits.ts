import type { Transaction, TransactionType } from '@impresario/protocol';
import { aTransaction } from '@impresario/protocol/testing';
import { json } from './scripted-replies.ts';
import type { Call } from './scripted-routes.ts';

let serial = 0;

/** A movement of credits as the engine tells of it. */
export function newTransaction(fields: Partial<Transaction>): Transaction {
  serial += 1;
  return aTransaction({
    id: `0197e000-0000-7000-8000-${String(serial).padStart(12, '0')}`,
    balanceAfter: 1000,
    createdAt: new Date().toISOString(),
    ...fields,
  });
}

/** A page of a list by `limit` and `cursor`, as the engine gives them. */
export function pageOf<Item>(items: readonly Item[], url: URL) {
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const to = from + Number(url.searchParams.get('limit') ?? 20);
  const hasMore = to < items.length;
  return { data: items.slice(from, to), hasMore, nextCursor: hasMore ? String(to) : null };
}

export function ofType(transactions: readonly Transaction[], url: URL): Transaction[] {
  const type = url.searchParams.get('type') as TransactionType | null;
  return transactions.filter((each) => type === null || each.type === type);
}

/** The user's credits, what moved them, and a statement. */
export const creditRoutes = {
  'GET /v1/credits': ({ house, reply }: Call) => json(reply, 200, house.credits),
  'GET /v1/credits/transactions': ({ house, reply, url }: Call) =>
    json(reply, 200, pageOf(ofType(house.transactions, url), url)),
  'GET /v1/credits/statement': ({ reply, url }: Call) => {
    const { from, format } = Object.fromEntries(url.searchParams);
    reply.writeHead(200, {
      'content-type': format === 'csv' ? 'text/csv' : 'application/json',
      'content-disposition': `attachment; filename="impresario-statement-${String(from).slice(0, 7)}.${String(format)}"`,
    });
    reply.end(url.search);
  },
};
