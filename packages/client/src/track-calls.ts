import type { CreateTrackInput, Page, Track } from '@impresario/protocol';
import { order } from './order.ts';
import type { Transport } from './transport.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface CreateOptions extends CallOptions {
  /** One per intention: the same key never makes a second track, however often it is sent (IDM-2). */
  idempotencyKey: string;
  /** Let the server hold its reply for so long (at most 60 s) in case the track is finished by then. */
  waitSeconds?: number | undefined;
}

export interface RetryOptions extends CallOptions {
  idempotencyKey?: string | undefined;
}

export interface ListOptions extends CallOptions {
  limit?: number | undefined;
  cursor?: string | undefined;
  status?: string | undefined;
  provider?: string | undefined;
  /** Words to look for in title and prompt. */
  q?: string | undefined;
  /** Only what came of this track: what was made from it, its retries, its late result. */
  sourceTrackId?: string | undefined;
}

/** What can be asked about tracks. */
export function trackCalls(transport: Transport) {
  const list = '/v1/tracks';
  const path = (id: string, action = '') => `${list}/${encodeURIComponent(id)}${action}`;

  return {
    /** Orders a track; it comes back `pending` as a rule. The same key again gives the same track. */
    create: (body: CreateTrackInput, options: CreateOptions): Promise<Track> =>
      order(transport, list, body, options),
    get: (id: string, { signal }: CallOptions = {}): Promise<Track> => transport.json(path(id), { signal }),
    /** One page, newest first; pass `nextCursor` as `cursor` for the next. */
    list: ({ signal, ...query }: ListOptions = {}): Promise<Page<Track>> =>
      transport.json(list, { query, signal }),
    /** Stops a track that is under way; `illegal_transition` when it has come to its end already. */
    cancel: (id: string, { signal }: CallOptions = {}): Promise<Track> =>
      transport.json(path(id, '/cancel'), { method: 'POST', signal }),
    /** A new track from a failed or cancelled one's parameters, or from them with `changes`. */
    retry: (
      id: string,
      changes: Partial<CreateTrackInput> = {},
      { idempotencyKey, signal }: RetryOptions = {},
    ): Promise<Track> => order(transport, path(id, '/retry'), changes, { idempotencyKey, signal }),
    remove: (id: string, { signal }: CallOptions = {}): Promise<void> =>
      transport.json(path(id), { method: 'DELETE', signal }),
  };
}
