import { ImpresarioError } from '@impresario/client';

export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  interrupted: 130,
  ended: 143,
} as const;

/** The command was typed wrong; the message says how it is right. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What the shell is told about an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCode.usage;
  if (!(error instanceof ImpresarioError)) return exitCode.failed;
  if (error.code === 'unreachable' || error.code === 'network') return exitCode.unreachable;
  if (error.status === 402 || error.status === 403 || error.status === 429) return exitCode.refused;
  if (error.code === 'validation_failed') return exitCode.usage;
  return exitCode.failed;
}
