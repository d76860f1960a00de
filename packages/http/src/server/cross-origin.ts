import type { MiddlewareHandler } from 'hono';
import type { HttpEnv, Services } from '../services.ts';

const EXPOSED =
  'Location, X-Request-Id, ETag, Retry-After, RateLimit, RateLimit-Policy, X-RateLimit-Limit, ' +
  'X-RateLimit-Remaining, X-RateLimit-Reset, Idempotent-Replayed, Preference-Applied, WWW-Authenticate, ' +
  'Content-Range, Content-Disposition';
const ALLOWED_HEADERS =
  'Authorization, Content-Type, Idempotency-Key, Prefer, If-None-Match, Last-Event-ID, Range, X-Request-Id, ' +
  // What the Supabase client adds to every call; clients of the original design are made with it.
  'apikey, X-Client-Info, X-Region';

/**
 * Lets the pages of listed origins call the API: the origin is echoed, never a star, and never with cookies (SEC-4).
 */
export function crossOrigin({ allowedOrigins }: Services): MiddlewareHandler<HttpEnv> {
  const allowed = new Set(allowedOrigins);
  return async (c, next) => {
    const origin = c.req.header('origin');
    const isAllowed = origin !== undefined && allowed.has(origin);
    if (c.req.method === 'OPTIONS') {
      c.set('route', '(preflight)');
      c.res = c.body(null, 204, isAllowed ? preflightHeaders() : {});
    } else {
      await next();
    }
    c.res.headers.append('vary', 'Origin');
    if (!isAllowed) return;
    c.res.headers.set('access-control-allow-origin', origin);
    c.res.headers.set('access-control-expose-headers', EXPOSED);
  };
}

function preflightHeaders(): Record<string, string> {
  return {
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
    'access-control-allow-headers': ALLOWED_HEADERS,
    'access-control-max-age': '600',
  };
}
