import type {
  Credits,
  Page,
  Statement,
  StatementFormat,
  Transaction,
  TransactionType,
} from '@impresario/protocol';
import type { CallOptions } from './track-calls.ts';
import type { Transport } from './transport.ts';

/** Days such as `2026-11-01`, or instants; the current month where nothing is said, at most 400 days. */
export interface StatementOptions extends CallOptions {
  from?: string | undefined;
  /** The first moment after it. */
  to?: string | undefined;
}

interface TransactionOptions extends CallOptions {
  limit?: number | undefined;
  cursor?: string | undefined;
  /** Only movements of this kind. */
  type?: TransactionType | undefined;
}

/** What can be asked about credits. */
export function creditCalls(transport: Transport) {
  const path = '/v1/credits/statement';

  return {
    get: ({ signal }: CallOptions = {}): Promise<Credits> => transport.json('/v1/credits', { signal }),
    /** Newest first. */
    transactions: ({ signal, ...query }: TransactionOptions = {}): Promise<Page<Transaction>> =>
      transport.json('/v1/credits/transactions', { query, signal }),
    /** Every movement of a time, oldest first, between two balances. */
    statement: ({ signal, ...query }: StatementOptions = {}): Promise<Statement> =>
      transport.json(path, { query: { ...query, format: 'json' }, signal }),
    /** The same as a file, as a response whose body streams. */
    exportStatement: ({
      signal,
      ...query
    }: StatementOptions & { format: StatementFormat }): Promise<Response> =>
      transport.send(path, { query, signal }),
  };
}
