import type { TrackStatus } from '@impresario/protocol';

/** What the library is narrowed to, as it stands in the page's address; what is not narrowed is not there. */
export interface LibrarySearch {
  readonly q?: string;
  readonly status?: TrackStatus;
  readonly provider?: string;
  /** Only what was made from this track. */
  readonly sourceTrackId?: string;
}

export const searchCharsMax = 200;
const providerCharsMax = 40;
const trackId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

const statuses: readonly TrackStatus[] = ['completed', 'processing', 'pending', 'failed', 'cancelled'];

/** Reads what stands in an address, which anybody may have written; what makes no sense is left out. */
export function librarySearch(typed: Record<string, unknown>): LibrarySearch {
  const q = words(typed['q']).slice(0, searchCharsMax);
  const status = statuses.find((each) => each === typed['status']);
  const provider = words(typed['provider']).trim().slice(0, providerCharsMax);
  const sourceTrackId = words(typed['sourceTrackId']).toLowerCase();
  return {
    ...(q.trim() && { q }),
    ...(status && { status }),
    ...(provider && { provider }),
    ...(trackId.test(sourceTrackId) && { sourceTrackId }),
  };
}

/** The router reads `?q=123` as a number. */
function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

export function isNarrowed(search: LibrarySearch): boolean {
  return Object.keys(search).length > 0;
}
