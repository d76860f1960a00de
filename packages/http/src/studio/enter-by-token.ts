import type { MiddlewareHandler } from 'hono';
import { setCookie } from 'hono/cookie';
import type { LocalIdentity } from '../http-options.ts';
import { isOwnerToken, SESSION_COOKIE } from '../identity/local-check.ts';
import type { HttpEnv } from '../services.ts';

const COOKIE_SECONDS = 400 * 86_400;

/** `GET /?token=…`, the address that the server prints: keeps the token as a cookie and takes it out of sight. */
export function enterByToken(identity: LocalIdentity): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const token = c.req.query('token');
    if (token === undefined) return next();
    c.set('route', '/');
    // A wrong token leads to the page as well: it is the page that explains what to do.
    if (isOwnerToken(identity, token)) {
      setCookie(c, SESSION_COOKIE, token, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
        maxAge: COOKIE_SECONDS,
      });
    }
    return c.body(null, 303, { location: '/', 'cache-control': 'no-store' });
  };
}
