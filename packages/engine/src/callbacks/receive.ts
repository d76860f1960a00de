import { createHash } from 'node:crypto';
import { jsonFault } from '@impresario/protocol';
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
  const known = await core.inbox.keep({
    id: core.dice.id(now),
    provider,
    correlation: storable(correlation),
    taskId: storable(taskId),
    payload: storable(payload),
    hash: createHash('sha256').update(body).digest(),
    trust,
    receivedAt: now,
  });
  if (known) core.nudgeCallbacks(provider);
  return { kind: 'stored', known };
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
