import type { MiddlewareHandler } from 'hono';
import { standardProblems } from '../replies/problem-reply.ts';
import type { HttpEnv, Services } from '../services.ts';
import { carefulHeaders } from './careful-headers.ts';

const SANE_REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The first and last step of every request: its id, the headers every reply has, its line in the log. */
export function requestFrame({ clock, dice, log, publicUrl }: Services): MiddlewareHandler<HttpEnv> {
  const addCareful = carefulHeaders(publicUrl);
  return async (c, next) => {
    const startedAt = clock.now();
    const given = c.req.header('x-request-id');
    const requestId = given !== undefined && SANE_REQUEST_ID.test(given) ? given : dice.id(startedAt);
    c.set('requestId', requestId);
    c.set('route', '(none)');
    c.set('userId', null);
    c.set('problemShape', standardProblems);
    await next();
    const { headers } = c.res;
    headers.set('x-request-id', requestId);
    addCareful(headers);
    // The template and never the address: an address may hold a ticket, a token or a signature.
    log.info(
      {
        requestId,
        method: c.req.method,
        route: c.get('route'),
        status: c.get('handOver')?.status ?? c.res.status,
        ms: clock.now().getTime() - startedAt.getTime(),
        userId: c.get('userId'),
      },
      'request',
    );
  };
}
