import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditAction, Plan, TransactionType } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { useLedgerOf, type Ledger } from '../credits/use-ledger.ts';

const pageSize = 25;
const pageAfter = (cursor: string) => ({ limit: pageSize, ...(cursor && { cursor }) });

/** Users by their newest or their busiest, those whose id has `search` in it. */
export function useUsers(search: string, order: 'newest' | 'active') {
  return useInfiniteQuery({
    queryKey: ['admin', 'users', order, search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      engine.admin.users({ ...pageAfter(pageParam), order, ...(search && { q: search }), signal }),
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function useUser(userId: string) {
  return useQuery({
    queryKey: ['admin', 'user', userId],
    refetchInterval: 15_000,
    queryFn: ({ signal }) => engine.admin.user(userId, { signal }),
  });
}

export function useUserLedger(userId: string, balance: number, type: TransactionType | null): Ledger {
  return useLedgerOf({
    name: ['of', userId, type],
    balance,
    readPage: (page, signal) => engine.admin.transactions(userId, { ...page, ...(type && { type }), signal }),
  });
}

/** Tracks of one user and the work beside them, without their texts. */
export function useUserTracks(userId: string) {
  return useInfiniteQuery({
    queryKey: ['admin', 'user-tracks', userId],
    initialPageParam: '',
    refetchInterval: 15_000,
    queryFn: ({ pageParam, signal }) => engine.admin.tracks({ ...pageAfter(pageParam), userId, signal }),
    getNextPageParam: (last) => last.nextCursor,
  });
}

export interface AuditFilter {
  readonly action: AuditAction | null;
  /** Whole ids; empty for everybody. */
  readonly subject: string;
  readonly actor: string;
}

export function useAudit({ action, subject, actor }: AuditFilter) {
  return useInfiniteQuery({
    queryKey: ['admin', 'audit', action, subject, actor],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      engine.admin.audit({
        ...pageAfter(pageParam),
        ...(action && { action }),
        ...(subject && { subject }),
        ...(actor && { actor }),
        signal,
      }),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** After any change, everything an administrator sees is read again: it stands in the audit log too. */
function useReadAgain(): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['admin'] });
    void client.invalidateQueries({ queryKey: ['ledger'] });
  };
}

export function useChangePlan(userId: string, onDone: (plan: Plan) => void) {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (change: { plan: Plan; reason: string }) => engine.admin.changePlan(userId, change),
    onSuccess: (_user, { plan }) => onDone(plan),
    onSettled: readAgain,
  });
}

/** `key` makes a move that is sent again the same move; it belongs to what was confirmed. */
export function useMoveCredits(userId: string, onDone: (balance: number) => void) {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: ({ key, ...move }: { amount: number; reason: string; key: string }) =>
      engine.admin.moveCredits(userId, move, { idempotencyKey: key }),
    onSuccess: ({ balanceAfter }) => onDone(balanceAfter),
    onSettled: readAgain,
  });
}

export function useRevokeKeys(userId: string, onDone: (count: number) => void) {
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: () => engine.admin.revokeKeys(userId),
    onSuccess: ({ revoked }) => onDone(revoked),
    onSettled: readAgain,
  });
}
