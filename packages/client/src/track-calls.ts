import type { CreateTrackInput, Page, Track } from '@impresario/protocol';
import type { Patience, Transport } from './transport.ts';

export interface CallOptions {
  signal?: AbortSignal;
}

export interface CreateOptions extends CallOptions {
  /** One per intention: the same key never makes a second track, however often it is sent (IDM-2). */
  idempotencyKey: string;
  /** Let the server hold its reply for so long (at most 60 s) in case the track is finished by then. */
  waitSeconds?: number;
}

export interface RetryOptions extends CallOptions {
  idempotencyKey?: string;
}

export interface ListOptions extends CallOptions {
  limit?: number;
  cursor?: string;
  status?: string;
  provider?: string;
  /** Words to look for in title and prompt. */
  q?: string;
  /** Only what came of this track: what was made from it, its retries, its late result. */
  sourceTrackId?: string;
}

/** What can be asked about tracks. */
export function trackCalls(transport: Transport) {
  const path = (id: string, action = '') => `/v1/tracks/${encodeURIComponent(id)}${action}`;

  return {
    /** Orders a track; it comes back `pending` as a rule. The same key again gives the same track. */
    create: (body: CreateTrackInput, options: CreateOptions): Promise<Track> =>
      createTrack(transport, body, options),
    get: (id: string, { signal }: CallOptions = {}): Promise<Track> => transport.json(path(id), { signal }),
    /** One page, newest first; pass `nextCursor` as `cursor` for the next. */
    list: ({ signal, ...query }: ListOptions = {}): Promise<Page<Track>> =>
      transport.json('/v1/tracks', { query, signal }),
    /** Stops a track that is under way; `illegal_transition` when it has come to its end already. */
    cancel: (id: string, { signal }: CallOptions = {}): Promise<Track> =>
      transport.json(path(id, '/cancel'), { method: 'POST', signal }),
    /** A new track from a failed or cancelled one's parameters, or from them with `changes`. */
    retry: (
      id: string,
      changes: Partial<CreateTrackInput> = {},
      { idempotencyKey, signal }: RetryOptions = {},
    ): Promise<Track> =>
      transport.json(path(id, '/retry'), {
        method: 'POST',
        body: changes,
        headers: idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey },
        repeatable: idempotencyKey !== undefined,
        signal,
      }),
    remove: (id: string, { signal }: CallOptions = {}): Promise<void> =>
      transport.json(path(id), { method: 'DELETE', signal }),
  };
}

/** As `tracks.create`, with a patience of its own. */
export function createTrack(
  transport: Transport,
  body: CreateTrackInput,
  { idempotencyKey, waitSeconds, signal, patience }: CreateOptions & { patience?: Patience },
): Promise<Track> {
  return transport.json('/v1/tracks', {
    method: 'POST',
    body,
    headers: {
      'idempotency-key': idempotencyKey,
      ...(waitSeconds !== undefined && { prefer: `wait=${Math.round(waitSeconds)}` }),
    },
    repeatable: true,
    ...(patience && { patience }),
    replyWithinMs: 30_000 + (waitSeconds ?? 0) * 1000,
    signal,
  });
}
