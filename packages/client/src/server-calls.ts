import type { Identity } from '@impresario/protocol';
import type { CallOptions } from './track-calls.ts';
import type { Transport } from './transport.ts';

/** What anybody may ask of a server about itself. */
export function serverCalls(transport: Transport) {
  return {
    /** That the process answers, and what time it has; `null` where a proxy in between leaves that out. */
    live: async ({ signal }: CallOptions = {}): Promise<{ at: Date | null }> => {
      const date = (await transport.send('/livez', { signal })).headers.get('date');
      return { at: date === null ? null : new Date(date) };
    },
    /** Resolves when it can take requests. */
    ready: async ({ signal }: CallOptions = {}): Promise<void> => {
      await transport.send('/readyz', { signal });
    },
    /** Whom it takes the caller for, and whether they are an administrator. */
    identity: ({ signal }: CallOptions = {}): Promise<Identity> => transport.json('/v1/me', { signal }),
    /** The figures for Prometheus, as text. */
    metrics: async ({ signal }: CallOptions = {}): Promise<string> =>
      (await transport.send('/metrics', { signal })).text(),
  };
}
