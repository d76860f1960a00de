import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../services.ts';

/**
 * Around everything else: what goes on after the handler, a stream of events or another protocol, begins on the connection
 * itself once all headers of the reply stand.
 */
export const handOver: MiddlewareHandler<HttpEnv> = async (c, next) => {
  await next();
  const to = c.get('handOver');
  if (!to) return;
  to.begin(c.env as HttpBindings, c.res);
  // Else it would be given the headers of the one it takes the place of.
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
};
