import type { Failure } from '@impresario/provider';
import { readRetryAfterMs, transportFailure, type FarReply } from '@impresario/provider-kit';
import type { Dialect } from './dialects.ts';
import { refusal, statusRefusal } from './errors.ts';
import { fieldsOf, numberOf } from './fields.ts';

/** What a gateway answered: `{code, msg, data}`. */
export type Answer =
  | { readonly kind: 'ok'; readonly data: unknown }
  /** `code` is null where the answer was not the envelope. */
  | {
      readonly kind: 'refused';
      readonly code: number | null;
      readonly data: unknown;
      readonly failure: Failure;
    };

/**
 * The envelope's `code` decides: refusals come as HTTP 200 with another code. The HTTP status counts only when the body is not the
 * envelope, such as a page of the gateway's own gateway.
 */
export function readAnswer(dialect: Dialect, reply: FarReply, phase: Failure['phase']): Answer {
  if (reply.kind === 'json') {
    const envelope = fieldsOf(reply.body);
    const code = envelope && numberOf(envelope, 'code');
    if (envelope && code === 200) return { kind: 'ok', data: envelope['data'] ?? null };
    if (envelope && code !== null) {
      const failure = refusal(dialect, code, envelope['msg'], phase);
      return { kind: 'refused', code, data: envelope['data'] ?? null, failure };
    }
  }
  return { kind: 'refused', code: null, data: null, failure: otherAnswer(reply, phase) };
}

function otherAnswer(reply: FarReply, phase: Failure['phase']): Failure {
  if (reply.kind !== 'json' && reply.kind !== 'unreadable') return transportFailure(reply, phase);
  const { status, headers } = reply;
  const why = reply.kind === 'json' ? 'not-json' : reply.why;
  const refused = statusRefusal(status, phase);
  if (!refused) return transportFailure({ kind: 'unreadable', status, headers, why }, phase);
  const afterMs = readRetryAfterMs(headers);
  return refused.retryAfterMs === undefined || afterMs === null
    ? refused
    : { ...refused, retryAfterMs: afterMs };
}
