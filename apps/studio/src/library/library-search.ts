import type { TrackStatus } from '@impresario/protocol';

/** What the library is narrowed to, as it stands in the page's address; what is not narrowed is not there. */
export interface LibrarySearch {
  readonly q?: string;
  readonly status?: TrackStatus;
  readonly provider?: string;
}

export const searchCharsMax = 200;
const providerCharsMax = 40;

const statuses: readonly TrackStatus[] = ['completed', 'processing', 'pending', 'failed', 'cancelled'];

/** Reads what stands in an address, which anybody may have written; what makes no sense is left out. */
export function librarySearch(typed: Record<string, unknown>): LibrarySearch {
  const q = words(typed['q']).slice(0, searchCharsMax);
  const status = statuses.find((each) => each === typed['status']);
  const provider = words(typed['provider']).slice(0, providerCharsMax);
  return { ...(q.trim() && { q }), ...(status && { status }), ...(provider && { provider }) };
}

/** The router reads `?q=123` as a number. */
function words(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

export function isNarrowed({ q, status, provider }: LibrarySearch): boolean {
  return q !== undefined || status !== undefined || provider !== undefined;
}
