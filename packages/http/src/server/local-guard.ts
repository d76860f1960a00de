import type { MiddlewareHandler } from 'hono';
import { problemReply } from '../replies/problem-reply.ts';
import { refuse } from '../replies/refusal.ts';
import type { HttpContext, HttpEnv, Services } from '../services.ts';

const NO_PAGES = 'Callbacks come from providers, not from pages.';
const LOOPBACK = /^(?:localhost|(?:[\w-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * In local mode, answers only to names of this machine: a page whose own name was pointed at 127.0.0.1 (DNS
 * rebinding) still sends its own name as `Host`.
 */
export function localGuard({ publicUrl }: Services): MiddlewareHandler<HttpEnv> {
  const ownName = new URL(publicUrl).hostname;
  return async (c, next) => {
    if (isCallback(c)) return isFromPage(c) ? forbidden(c, NO_PAGES) : next();
    const name = hostName(c.req.header('host'));
    if (name !== null && (name === ownName || LOOPBACK.test(name))) return next();
    return forbidden(c, 'This server answers only to names of its own machine.');
  };

  function forbidden(c: HttpContext, detail: string): Response {
    return problemReply(c, publicUrl, refuse('forbidden', detail));
  }
}

/**
 * Providers reach a local server through a tunnel, under its name. That is safe: the reply tells nothing of anybody,
 * and what comes in is signed, or at an address nobody can guess, or no more than a hint to look.
 */
function isCallback({ req: { method, path } }: HttpContext): boolean {
  return method === 'POST' && (path.startsWith('/webhooks/') || path === '/functions/v1/suno-callback');
}

/** No provider sends these headers, and browsers put one of them on every POST of a page. */
function isFromPage({ req }: HttpContext): boolean {
  return req.header('origin') !== undefined || req.header('sec-fetch-site') !== undefined;
}

function hostName(host: string | undefined): string | null {
  return host && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : null;
}
