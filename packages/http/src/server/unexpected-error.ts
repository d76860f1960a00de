import type { HttpBindings } from '@hono/node-server';
import { refuse } from '../replies/refusal.ts';
import type { HttpContext, Services } from '../services.ts';

const RETRY_AFTER_SECONDS = 2;

/** What could not be foreseen: 503 when trying again helps, else 500. The client learns nothing of the inside. */
export function unexpectedError(
  { log, publicUrl, isTransient }: Services,
  error: unknown,
  c: HttpContext,
): Response {
  const fields = { err: error, requestId: c.get('requestId'), route: c.get('route') };
  if (isTransient(error)) {
    log.warn(fields, 'A request was turned away because the database is not there.');
    return c.get('problemShape').reply(
      c,
      publicUrl,
      refuse('service_unavailable', 'Something we depend on is not there; try again in a moment.', {
        extra: { retryAfter: RETRY_AFTER_SECONDS },
        headers: { 'retry-after': String(RETRY_AFTER_SECONDS) },
      }),
    );
  }
  if (hasLeft(c)) {
    // A client that leaves in the middle of its body is no fault of ours, and could fill the log with errors.
    log.debug(fields, 'A client left before its request was whole.');
    return c
      .get('problemShape')
      .reply(c, publicUrl, refuse('validation_failed', 'The body ends in the middle.'));
  }
  log.error(fields, 'A request failed.');
  return c
    .get('problemShape')
    .reply(
      c,
      publicUrl,
      refuse('internal_error', 'We are at fault. The request id finds this in the log of the server.'),
    );
}

function hasLeft(c: HttpContext): boolean {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  return incoming !== undefined && incoming.destroyed && !incoming.complete;
}
