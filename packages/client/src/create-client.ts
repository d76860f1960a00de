import type { Provider, Track, TrackEvent } from '@impresario/protocol';
import { adminCalls } from './admin-calls.ts';
import { keyCalls } from './key-calls.ts';
import { creditCalls } from './credit-calls.ts';
import { operationCalls } from './operation-calls.ts';
import { serverCalls } from './server-calls.ts';
import { trackCalls, type CallOptions } from './track-calls.ts';
import { trackEvents, type EventsOptions } from './track-events.ts';
import { createTransport } from './transport.ts';
import { waitFor, type WaitForOptions } from './wait-for.ts';
import { systemClock, systemFetch, type Clock, type Fetch } from './world.ts';

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:8787`; empty in a page that the server itself delivers. */
  baseUrl: string;
  /** A JWT or an API key. Without it a browser sends the page's own cookie. */
  token?: string;
  fetch?: Fetch;
  clock?: Clock;
}

export type Client = ReturnType<typeof createClient>;

/**
 * A client of one Impresario server, for any runtime with `fetch`. Every method throws `ImpresarioError` and takes a
 * `signal`. Reading, and creating with a key, is repeated up to three times over a broken line or a 503.
 */
export function createClient(options: ClientOptions) {
  const transport = createTransport({
    baseUrl: options.baseUrl,
    token: options.token,
    fetch: options.fetch ?? systemFetch,
    clock: options.clock ?? systemClock,
  });
  return {
    tracks: trackCalls(transport),
    operations: operationCalls(transport),
    admin: adminCalls(transport),
    keys: keyCalls(transport),
    credits: creditCalls(transport),
    server: serverCalls(transport),
    providers: {
      list: async ({ signal }: CallOptions = {}): Promise<Provider[]> =>
        (await transport.json<{ data: Provider[] }>('/v1/providers', { signal })).data,
    },
    files: {
      /** A stored file by an asset's `url`, as a response whose body streams. */
      open: (url: string, { signal }: CallOptions = {}): Promise<Response> => transport.file(url, signal),
    },
    events: (events: EventsOptions = {}): AsyncGenerator<TrackEvent, void, undefined> =>
      trackEvents(transport, events),
    waitFor: (trackId: string, wait: WaitForOptions = {}): Promise<Track> =>
      waitFor(transport, trackId, wait),
  };
}
