import type { OperationResource, Page, Track } from '@impresario/protocol';
import { ImpresarioError } from '../impresario-error.ts';
import type { Transport } from '../transport.ts';

const listMax = 100;

/** What to read. */
export interface Wanted {
  trackIds: ReadonlySet<string>;
  /** Also the latest tracks, whatever they are. */
  latest: boolean;
  operationIds: ReadonlySet<string>;
}

/** What reading brought, and what it did not. */
export interface Refreshed {
  tracks: Track[];
  /** The newest tracks of the user, when they were asked for. */
  latest: Track[];
  operations: OperationResource[];
  failures: { id: string | null; error: ImpresarioError }[];
}

/** Reads the present: one list for several tracks, and one by one only what is not on it. Tries each once. */
export async function refresh(transport: Transport, wanted: Wanted, signal: AbortSignal): Promise<Refreshed> {
  const done: Refreshed = { tracks: [], latest: [], operations: [], failures: [] };
  const once = { signal, patience: { retryCountMax: 0 } };
  const read = async <T>(id: string | null, path: string, query?: { limit: number }): Promise<T | null> => {
    try {
      return await transport.json<T>(path, { ...once, query });
    } catch (error) {
      if (!(error instanceof ImpresarioError)) throw error;
      done.failures.push({ id, error });
      return null;
    }
  };

  const missing = new Set(wanted.trackIds);
  if (wanted.latest || missing.size > 1) {
    const page = await read<Page<Track>>(null, '/v1/tracks', { limit: listMax });
    // Where the list cannot be had, a hundred single questions would not fare better.
    if (!page) return done;
    for (const track of page.data) {
      if (missing.delete(track.id)) done.tracks.push(track);
      if (wanted.latest) done.latest.push(track);
    }
  }
  await Promise.all([
    ...[...missing].map(async (id) => {
      const track = await read<Track>(id, `/v1/tracks/${encodeURIComponent(id)}`);
      if (track) done.tracks.push(track);
    }),
    ...[...wanted.operationIds].map(async (id) => {
      const operation = await read<OperationResource>(id, `/v1/operations/${encodeURIComponent(id)}`);
      if (operation) done.operations.push(operation);
    }),
  ]);
  return done;
}
