import { createHash } from 'node:crypto';
import { jsonFault } from '@impresario/protocol';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { CallbackReceipt, ReceivedCallback } from '../engine.ts';
import { storable } from '../tracks/storable.ts';
import type { InboxEntry } from './inbox.ts';

/** Verifies a provider's post and stores it; nothing else, so that it is answered at once (CAL-1). */
export async function receiveCallback(core: Core, received: ReceivedCallback): Promise<CallbackReceipt> {
  const { provider, correlation, headers, body } = received;
  const reader = core.providers.get(provider)?.callbacks;
  if (!reader) return { kind: 'no-such-provider' };
  const now = core.clock.now();
  const trust = reader.verify({ headers, body, hasCorrelation: correlation !== null, now });
  if (trust === 'missing-signature' || trust === 'invalid-signature') {
    core.log.warn({ provider, trust }, 'callback refused');
    return { kind: trust };
  }
  const payload = parse(body);
  if (payload === undefined) return { kind: 'invalid-json' };
  const taskId = nameOf(reader.taskIdOf(payload));
  if (taskId === null && correlation === null) return { kind: 'missing-task-id' };
  const address = { provider, correlation: storable(correlation), taskId: storable(taskId) };
  if (trust === 'hint' && !(await isWorthKeeping(core, address))) return { kind: 'stored', known: false };
  const known = await core.inbox.keep({
    id: core.dice.id(now),
    ...address,
    payload: storable(payload),
    hash: createHash('sha256').update(body).digest(),
    trust,
    receivedAt: now,
  });
  if (known) core.nudgeCallbacks(provider);
  return { kind: 'stored', known };
}

const taskIdLengthMax = 500;

/** Longer than any provider's, and no index keeps it: that is no name of a task. */
function nameOf(taskId: string | null): string | null {
  return taskId !== null && taskId.length <= taskIdLengthMax ? taskId : null;
}

/** Of what nobody vouches for and belongs to no task of ours, so much is kept of a provider; polling makes up for the rest. */
const strayHintsMax = 1_000;

/**
 * Whether a post without proof is stored: anybody can send one, and is not to fill the disk with it. An attempt is
 * written before its provider is told its address, so one at an unknown address stays unknown (GEN-2); a task may become
 * known a moment later (CAL-4).
 */
async function isWorthKeeping(
  core: Core,
  { provider, correlation, taskId }: Pick<InboxEntry, 'provider' | 'correlation' | 'taskId'>,
): Promise<boolean> {
  const { rows } = await sql<{ known: boolean; strays: number }>`
    select
      exists (
        select from attempts
        where provider = ${provider} and ${correlation === null ? sql`task_id = ${taskId}` : sql`correlation = ${correlation}`}
      ) as known,
      (
        select count(*)::integer from (
          select from callbacks where provider = ${provider} and status = 'waiting' and due_at is null limit ${strayHintsMax}
        ) stray
      ) as strays`.execute(core.db.kysely);
  const { known, strays } = rows[0]!;
  return known || (correlation === null && strays < strayHintsMax);
}

/** What 5 MB of an honest provider never reach; what is walked and stored must not exhaust a stack, ours or PostgreSQL's. */
const SHAPE_MAX = { depthMax: 64, valuesMax: 500_000, hasUniqueNames: false };

/** The JSON of a body; undefined when it is none, or a bare word rather than an object or a list, or ill-meant. */
function parse(body: Uint8Array): object | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !jsonFault(text, SHAPE_MAX) ? value : undefined;
  } catch {
    return undefined;
  }
}
