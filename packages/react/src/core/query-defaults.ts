import { ImpresarioError } from '@impresario/client';

const retryCountMax = 3;
const retryDelayMs = { first: 1_000, max: 30_000 };

/** How everything of ours behaves in a query cache, beside whatever else the application keeps there. */
export const queryDefaults = {
  staleTime: 5 * 60_000,
  gcTime: 10 * 60_000,
  retry: shouldRetry,
  retryDelay,
  // An engine on this machine answers without a network, whatever the browser says of being online.
  networkMode: 'always',
} as const;

/** A refusal stays one however often it is asked again: only what says of itself that it may pass is repeated. */
export function shouldRetry(failureCount: number, error: unknown): boolean {
  return failureCount < retryCountMax && error instanceof ImpresarioError && error.retryable;
}

/** Milliseconds before the next try: 1 s, doubled each time, or what the server asked for; 30 s at most. */
export function retryDelay(failureCount: number, error: unknown): number {
  const asked = error instanceof ImpresarioError ? (error.retryAfter ?? 0) * 1_000 : 0;
  return Math.min(retryDelayMs.max, Math.max(asked, retryDelayMs.first * 2 ** failureCount));
}
