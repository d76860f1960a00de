import type { Operation, Outcome } from './operation.ts';
import type { Quiet } from './quiet.ts';

/** An operation that somebody asked for, and how they are told. */
export interface Waiting {
  readonly operation: Operation;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Tells whoever asked, if they are still there, and lets them go on as far as they can. */
export async function hand(
  { operation, resolve, reject }: Waiting,
  outcome: Outcome,
  quiet: Quiet,
): Promise<void> {
  if (!operation.owner.isAlive) return;
  if (outcome.kind === 'value') resolve(outcome.value);
  else reject(outcome.error);
  await quiet.wait();
}

export function describe(operation: Operation, outcome: Outcome, fault: string | null): string {
  const suffered = fault ? `(${fault}) ` : '';
  if (outcome.kind === 'value') return suffered + (operation.describe?.(outcome.value) ?? 'done');
  const { code, message } = outcome.error as { code?: string; message?: string };
  return `${suffered}! ${code ?? message ?? 'failed'}`;
}
