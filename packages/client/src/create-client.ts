import type { Provider, Track, TrackEvent } from '@impresario/protocol';
import { adminCalls } from './admin-calls.ts';
import { GenerationService } from './generation/generation-service.ts';
import { keyCalls } from './key-calls.ts';
import { creditCalls } from './credit-calls.ts';
import { operationCalls } from './operation-calls.ts';
import { RealtimeSubscriptionManager } from './realtime/realtime-subscription-manager.ts';
import { serverCalls } from './server-calls.ts';
import type { Token } from './token.ts';
import { trackCalls, type CallOptions } from './track-calls.ts';
import { trackEvents, type EventsOptions } from './track-events.ts';
import { createTransport, type Transport } from './transport.ts';
import { waitFor, type WaitForOptions } from './wait-for.ts';
import { createUploads } from './uploads/create-uploads.ts';
import {
  silentLog,
  systemClock,
  systemFetch,
  systemStorage,
  type Clock,
  type Fetch,
  type KeyValueStore,
  type Log,
} from './world.ts';

export interface ClientOptions {
  /** Where the server is, such as `http://127.0.0.1:8787`; empty in a page that the server itself delivers. */
  baseUrl: string;
  /**
   * A JWT or an API key, or a function that brings the one that holds now: it is asked before every request and
   * connection. Without it a browser sends the page's own cookie.
   */
  token?: Token | undefined;
  /** Another `fetch`, for tests or proxies. */
  fetch?: Fetch | undefined;
  /** Another clock, for tests. */
  clock?: Clock | undefined;
  /** What the client does by itself: retries, connections. Never texts of users. */
  log?: Log | undefined;
  /** Where idempotency keys outlive a reload; the browser's `localStorage` unless told, `null` for nowhere. */
  storage?: KeyValueStore | null | undefined;
}

export interface Client {
  /** For `GenerationService` and `RealtimeSubscriptionManager` where they are made by hand. */
  readonly transport: Transport;
  readonly storage: KeyValueStore | null;
  /** Orders tracks, each wish once. */
  readonly generation: GenerationService;
  /** Follows tracks and operations over one connection. */
  readonly realtime: RealtimeSubscriptionManager;
  readonly uploads: ReturnType<typeof createUploads>;
  readonly tracks: ReturnType<typeof trackCalls>;
  readonly operations: ReturnType<typeof operationCalls>;
  readonly credits: ReturnType<typeof creditCalls>;
  readonly keys: ReturnType<typeof keyCalls>;
  readonly admin: ReturnType<typeof adminCalls>;
  readonly server: ReturnType<typeof serverCalls>;
  readonly providers: { readonly list: (options?: CallOptions) => Promise<Provider[]> };
  readonly files: {
    /** A stored file by an asset's `url`, as a response whose body streams. */
    readonly open: (url: string, options?: CallOptions) => Promise<Response>;
  };
  /** Every change of one track, or of all, as a loop over a connection of its own. */
  readonly events: (options?: EventsOptions) => AsyncGenerator<TrackEvent, void, undefined>;
  /** The track once it has come to its end, over a connection of its own; pages follow tracks by `realtime`. */
  readonly waitFor: (trackId: string, options?: WaitForOptions) => Promise<Track>;
}

/**
 * A client of one Impresario server, for any runtime with `fetch`. Every method throws `ImpresarioError` and takes a
 * `signal`. Reading, and creating with a key, is repeated up to three times over a broken line or a 503.
 */
export function createClient(options: ClientOptions): Client {
  const transport = createTransport({
    baseUrl: options.baseUrl,
    token: options.token,
    fetch: options.fetch ?? systemFetch,
    clock: options.clock ?? systemClock,
    log: options.log ?? silentLog,
  });
  const storage = options.storage === undefined ? systemStorage() : options.storage;
  return {
    transport,
    storage,
    generation: new GenerationService({ transport, storage }),
    realtime: new RealtimeSubscriptionManager({ transport }),
    uploads: createUploads(transport),
    tracks: trackCalls(transport),
    operations: operationCalls(transport),
    admin: adminCalls(transport),
    keys: keyCalls(transport),
    credits: creditCalls(transport),
    server: serverCalls(transport),
    providers: {
      list: async ({ signal } = {}) =>
        (await transport.json<{ data: Provider[] }>('/v1/providers', { signal })).data,
    },
    files: { open: (url, { signal } = {}) => transport.file(url, signal) },
    events: (events = {}) => trackEvents(transport, events),
    waitFor: (trackId, wait = {}) => waitFor(transport, trackId, wait),
  };
}
