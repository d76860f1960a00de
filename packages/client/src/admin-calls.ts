import type {
  Examination,
  Finding,
  InvariantReport,
  Orphan,
  Overview,
  Reconciliation,
} from '@impresario/protocol';
import type { StatementOptions } from './credit-calls.ts';
import type { CallOptions } from './track-calls.ts';
import type { Transport } from './transport.ts';

const longLookMs = 300_000;

/** What only operators may ask: the owner of a local server, or a token with the role `admin`. */
export function adminCalls(transport: Transport) {
  return {
    /** Counts over all users. */
    overview: ({ signal }: CallOptions = {}): Promise<Overview> =>
      transport.json('/v1/admin/overview', { signal }),
    /** Looks through the whole database for rows that break a rule; takes as long as that takes. */
    invariants: ({ signal }: CallOptions = {}): Promise<InvariantReport> =>
      transport.json('/v1/admin/invariants', { signal, replyWithinMs: longLookMs }),
    /** Walks the checklist of a deployment, as far as the server can see it. */
    examine: async ({ signal }: CallOptions = {}): Promise<Finding[]> =>
      (await transport.json<Examination>('/v1/admin/doctor', { signal, replyWithinMs: longLookMs })).findings,
    /** What providers may bill beside what users paid, by day and provider; the current month unless told. */
    reconciliation: ({ signal, ...query }: StatementOptions = {}): Promise<Reconciliation> =>
      transport.json('/v1/admin/reconciliation', { query: { ...query }, signal }),
    /** Tasks that may have been billed although their track is over, newest first; 20 unless told. */
    orphans: async ({ signal, ...query }: CallOptions & { limit?: number } = {}): Promise<Orphan[]> =>
      (await transport.json<{ data: Orphan[] }>('/v1/admin/orphans', { query, signal })).data,
  };
}
