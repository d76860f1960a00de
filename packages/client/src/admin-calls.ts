import type { Orphan, Overview } from '@impresario/protocol';
import type { CallOptions } from './track-calls.ts';
import type { Transport } from './transport.ts';

/** What only operators may ask: the owner of a local server, or a token with the role `admin`. */
export function adminCalls(transport: Transport) {
  return {
    /** Counts over all users. */
    overview: ({ signal }: CallOptions = {}): Promise<Overview> =>
      transport.json('/v1/admin/overview', { signal }),
    /** Tasks that may have been billed although their track is over, newest first; 20 unless told. */
    orphans: async ({ signal, ...query }: CallOptions & { limit?: number } = {}): Promise<Orphan[]> =>
      (await transport.json<{ data: Orphan[] }>('/v1/admin/orphans', { query, signal })).data,
  };
}
