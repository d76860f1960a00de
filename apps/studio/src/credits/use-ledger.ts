import { useEffect, useRef } from 'react';
import { useInfiniteQuery, useQueryClient, type UseInfiniteQueryResult } from '@tanstack/react-query';
import type { Page, Transaction, TransactionType } from '@impresario/protocol';
import { useOperationChanges, useTrackChanges } from '@impresario/react';
import { engine } from '../api/engine.ts';
import { useCredits } from '../api/queries.ts';

const pageSize = 25;

export interface Ledger {
  readonly transactions: readonly Transaction[];
  readonly query: Pick<
    UseInfiniteQueryResult,
    'isPending' | 'error' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage' | 'refetch'
  >;
}

interface LedgerSource {
  /** Whose, and of which kind. */
  readonly name: readonly (string | null)[];
  /** Another one means that credits moved. */
  readonly balance: number | undefined;
  readonly readPage: (
    page: { limit: number; cursor?: string },
    signal: AbortSignal,
  ) => Promise<Page<Transaction>>;
}

/** Movements of credits, newest first, page by page; read again whenever the balance is another. */
export function useLedgerOf({ name, balance, readPage }: LedgerSource): Ledger {
  const client = useQueryClient();
  const seen = useRef(balance);
  const query = useInfiniteQuery({
    queryKey: ['ledger', ...name],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      readPage({ limit: pageSize, ...(pageParam && { cursor: pageParam }) }, signal),
    getNextPageParam: (last) => last.nextCursor,
  });
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== balance)
      void client.invalidateQueries({ queryKey: ['ledger'] });
    seen.current = balance;
  }, [client, balance]);
  return { transactions: query.data?.pages.flatMap((page) => page.data) ?? [], query };
}

/** The caller's own movements, of one kind or of all. */
export function useLedger(type: TransactionType | null): Ledger {
  const credits = useCredits();
  const client = useQueryClient();
  // A charge that came back at once leaves the balance as it was, and is told all the same.
  const readAgain = ({ new: next, old }: { new: { status: string }; old?: { status?: string } }) => {
    if (next.status !== old?.status) void client.invalidateQueries({ queryKey: ['ledger'] });
  };
  useTrackChanges(readAgain);
  useOperationChanges(readAgain);
  return useLedgerOf({
    name: ['own', type],
    balance: credits.data?.creditsRemaining,
    readPage: (page, signal) => engine.credits.transactions({ ...page, ...(type && { type }), signal }),
  });
}
