import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Core } from '../core.ts';
import type { CallbackReceipt, ReceivedCallback } from '../engine.ts';
import { storable } from '../tracks/storable.ts';

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
  const taskId = reader.taskIdOf(payload);
  if (taskId === null && correlation === null) return { kind: 'missing-task-id' };
  const hash = createHash('sha256').update(body).digest();
  const { rows } = await sql<{ known: boolean }>`
    select store_callback(
      ${core.dice.id(now)}, ${provider}, ${storable(correlation)}, ${storable(taskId)},
      ${JSON.stringify(storable(payload))}::jsonb, ${hash}, ${trust}, ${now}
    ) as known`.execute(core.db.kysely);
  const { known } = rows[0]!;
  if (known) core.nudgeCallbacks();
  return { kind: 'stored', known };
}

/** The JSON of a body; undefined when it is none, or a bare word rather than an object or a list. */
function parse(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
