import { createClient, ImpresarioError } from '@impresario/client';
import { say } from '../i18n/index.ts';
import { problemReason } from '../words/problem-reason.ts';

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
  if (isUnreachable(error)) return say('shell.away.title');
  if (error instanceof ImpresarioError) return problemReason(error);
  return error instanceof Error ? error.message : String(error);
}
