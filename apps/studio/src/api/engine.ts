import { createClient, ImpresarioError } from '@impresario/client';

/** The engine that delivered this page; the page's own cookie says who asks. */
export const engine = createClient({ baseUrl: '' });

const nothingThere = new Set(['network', 'unreachable', 'service_unavailable']);

/** Whether the engine did not answer at all, as opposed to having said no. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ImpresarioError && nothingThere.has(error.code);
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ImpresarioError && error.code === 'unauthenticated';
}

/** What to tell a person about a failure. */
export function explain(error: unknown): string {
  if (isUnreachable(error)) return 'The engine is not answering.';
  if (error instanceof ImpresarioError) return error.detail;
  return error instanceof Error ? error.message : String(error);
}
