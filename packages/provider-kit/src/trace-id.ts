import type { FarReply } from './far-end.ts';

/**
 * The provider's own name for a call, from `trace_id` of the body or the header `Trace-Id`; nothing where it is no plain id, which
 * keeps what others put there out of the log.
 */
export function traceOf(reply: FarReply): { readonly traceId?: string } {
  if (reply.kind !== 'json' && reply.kind !== 'unreadable') return {};
  const inBody = reply.kind === 'json' ? (reply.body as { trace_id?: unknown } | null)?.trace_id : undefined;
  const traceId = inBody ?? reply.headers['trace-id'];
  return typeof traceId === 'string' && /^[0-9a-f-]{4,64}$/i.test(traceId) ? { traceId } : {};
}
