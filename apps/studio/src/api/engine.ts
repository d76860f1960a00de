import { createClient, ImpresarioError } from '@impresario/client';
import { isUnreachable } from '@impresario/react';
import { say } from '../i18n/index.ts';
import { problemReason } from '../words/problem-reason.ts';

export { isUnreachable };

/** The engine that delivered this page; the page's own cookie says who asks. */
export const engine = createClient({ baseUrl: '' });

export function isSignedOut(error: unknown): boolean {
  return error instanceof ImpresarioError && error.code === 'unauthenticated';
}

/** What to tell a person about a failure. */
export function explain(error: unknown): string {
  if (isUnreachable(error)) return say('shell.away.title');
  if (error instanceof ImpresarioError) return problemReason(error);
  return error instanceof Error ? error.message : String(error);
}
