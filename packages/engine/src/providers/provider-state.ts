import type { Schema } from '@impresario/database';
import type { Failure } from '@impresario/provider';
import { sql, type Transaction } from 'kysely';
import type { Core } from '../core.ts';
import type { AttemptOutcome } from '../tracks/observation.ts';
import { blockedKinds } from './blocked.ts';

/** When the provider's rate has room for a submit; null for now. Holds the provider's row until the transaction ends. */
export async function nextSubmitAt(
  core: Core,
  tx: Transaction<Schema>,
  providerId: string,
  now: Date,
): Promise<Date | null> {
  const rate = core.providers.get(providerId)?.capabilities.submitRate;
  if (!rate) return null;
  const { rows } = await sql<{ at: Date | null }>`
    select next_submit_at(${providerId}, ${rate.max}, ${`${rate.perSeconds} seconds`}::interval, ${now}) as at`.execute(
    tx,
  );
  return rows[0]!.at;
}

export async function isProviderDown(tx: Transaction<Schema>, providerId: string): Promise<boolean> {
  const { rows } = await sql<{ down: boolean }>`select is_down(${providerId}) as down`.execute(tx);
  return rows[0]!.down;
}

type Verdict = 'well' | 'fault' | 'wait' | 'blocked';

/** Notes for everybody how one submit went: a provider that fails one is spared by the others for a while. */
export async function noteSubmit(
  tx: Transaction<Schema>,
  providerId: string,
  trackId: string,
  outcome: AttemptOutcome,
  now: Date,
): Promise<void> {
  const failure = outcome.kind === 'failed' ? outcome.failure : null;
  const verdict = failure ? verdictOf(failure) : 'well';
  if (!verdict) return;
  const pause = `${failure?.retryAfterMs ?? waitMs} milliseconds`;
  await sql`select note_submit(${providerId}, ${trackId}, ${verdict}, ${failure?.kind ?? null}, ${pause}::interval, ${now})`.execute(
    tx,
  );
}

/** How long a provider is left alone that says "too many" and not for how long. */
const waitMs = 1_000;

/** null: says nothing of the provider, only of this request or of us. */
function verdictOf({ kind }: Failure): Verdict | null {
  if (blockedKinds.includes(kind)) return 'blocked';
  switch (kind) {
    case 'rate-limited':
    case 'concurrency-limited':
      return 'wait';
    case 'network':
    case 'overloaded':
    case 'upstream-fault':
    case 'bad-response':
    case 'timeout':
      return 'fault';
    case 'aborted':
      return null;
    default:
      // It read the request and refused it: it is there.
      return 'well';
  }
}
