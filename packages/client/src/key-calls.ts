import type { ApiKey, CreateApiKeyInput, CreatedApiKey } from '@impresario/protocol';
import type { CallOptions } from './track-calls.ts';
import type { Transport } from './transport.ts';

/** The caller's API keys. A key cannot manage keys: the client needs the token or the session of a person. */
export function keyCalls(transport: Transport) {
  return {
    /** Makes a key; `key` of the answer is shown this once. */
    create: (body: CreateApiKeyInput, { signal }: CallOptions = {}): Promise<CreatedApiKey> =>
      transport.json('/v1/keys', { method: 'POST', body, signal }),
    /** Those not revoked: the good ones first, each newest first. */
    list: async ({ signal }: CallOptions = {}): Promise<ApiKey[]> =>
      (await transport.json<{ data: ApiKey[] }>('/v1/keys', { signal })).data,
    /** Ends a key for good, everywhere at once. */
    revoke: (id: string, { signal }: CallOptions = {}): Promise<void> =>
      transport.json(`/v1/keys/${encodeURIComponent(id)}`, { method: 'DELETE', repeatable: true, signal }),
  };
}
