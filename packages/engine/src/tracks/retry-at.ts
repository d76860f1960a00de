import type { Failure, FailureKind } from '@impresario/provider';
import type { TrackState } from './track-state.ts';

type Category = 'busy' | 'network' | 'provider';

/** Kinds that another attempt may mend (GEN-9); after any other there is none. */
const categories: Partial<Record<FailureKind, Category>> = {
  'rate-limited': 'busy',
  'concurrency-limited': 'busy',
  overloaded: 'busy',
  network: 'network',
  'upstream-fault': 'provider',
  'bad-response': 'provider',
  aborted: 'provider',
};

/** A busy provider is waited for as long as the deadline allows. */
const retriesMax: Readonly<Record<Category, number>> = { busy: Infinity, network: 5, provider: 3 };

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** When another attempt may follow this failure; null when none may. */
export function retryAt(track: TrackState, failure: Failure, now: Date): Date | null {
  const category = categories[failure.kind];
  if (!category || (!failure.retryable && category !== 'busy')) return null;
  // Everybody waits for the provider then, and this track keeps its place among them.
  if (track.isProviderDown) return new Date(now.getTime() + firstPauseMs);
  const before = track.failures.filter((kind) => categories[kind] === category).length;
  if (before >= retriesMax[category]) return null;
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** before);
  // "Retry-After: 0" is believed for a second, else we would ask in a tight loop.
  return new Date(now.getTime() + Math.max(firstPauseMs, failure.retryAfterMs ?? pauseMs));
}
