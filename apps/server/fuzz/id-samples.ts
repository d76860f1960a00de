import type { Known } from './known.ts';
import { NEVER } from './known.ts';

/** A request with ids of one tenant in it, for an operation whose path has a parameter. */
export interface IdSample {
  readonly path: string;
  readonly body: object | null;
}

/** The newest thing of a kind that the tenant has; an id that nothing has where `tenant` is null. */
type Pick = (pool: string) => string;

const idea = { prompt: 'another one' };

/**
 * One sample for each operation with a parameter in its path. An operation without one fails the sweep, so that a new
 * route is swept from its first day. Those that need no proof of identity are looked at by themselves.
 */
const samples: Readonly<Record<string, (pick: Pick) => IdSample>> = {
  getTrack: (pick) => get(`/v1/tracks/${pick('tracks')}`),
  deleteTrack: (pick) => get(`/v1/tracks/${pick('tracks')}`),
  cancelTrack: (pick) => get(`/v1/tracks/${pick('tracks')}/cancel`),
  retryTrack: (pick) => post(`/v1/tracks/${pick('tracks')}/retry`, {}),
  claimTrack: (pick) => get(`/v1/tracks/${pick('tracks')}/claim`),
  extendTrack: (pick) => post(`/v1/tracks/${pick('tracks')}/extend`, idea),
  replaceSection: (pick) =>
    post(`/v1/tracks/${pick('tracks')}/replace-section`, { startSeconds: 0, endSeconds: 1, lyrics: 'la' }),
  coverTrack: (pick) => post(`/v1/tracks/${pick('tracks')}/cover`, idea),
  addVocals: (pick) => post(`/v1/tracks/${pick('tracks')}/add-vocals`, idea),
  addInstrumental: (pick) => post(`/v1/tracks/${pick('tracks')}/add-instrumental`, idea),
  separateStems: (pick) => post(`/v1/tracks/${pick('tracks')}/stems`, { mode: 'all' }),
  makeWav: (pick) => post(`/v1/tracks/${pick('tracks')}/wav`, {}),
  makeVideo: (pick) => post(`/v1/tracks/${pick('tracks')}/video`, {}),
  makePersona: (pick) => post(`/v1/tracks/${pick('tracks')}/persona`, { name: 'n', description: 'd' }),
  readTimestampedLyrics: (pick) => get(`/v1/tracks/${pick('tracks')}/timestamped-lyrics`),
  readLyrics: (pick) => get(`/v1/lyrics/${pick('lyrics')}`),
  readOperation: (pick) => get(`/v1/operations/${pick('operations')}`),
  streamTrack: (pick) => get(`/v1/tracks/${pick('tracks')}/events`),
  revokeKey: (pick) => get(`/v1/keys/${pick('apiKeys')}`),
};

/** Needs no identity: what is in the address is the proof. */
export const provedByAddress: readonly string[] = ['serveFile', 'receiveCallback'];

export function sampleOf(operationId: string, known: Known, tenant: string | null): IdSample | null {
  const pick: Pick = (pool) => (tenant === null ? NEVER : (known.all(tenant, pool).at(-1) ?? NEVER));
  return samples[operationId]?.(pick) ?? null;
}

function get(path: string): IdSample {
  return { path, body: null };
}

function post(path: string, body: object): IdSample {
  return { path, body };
}
