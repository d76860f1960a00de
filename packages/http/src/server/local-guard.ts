import type { MiddlewareHandler } from 'hono';
import { problemReply } from '../replies/problem-reply.ts';
import { refuse } from '../replies/refusal.ts';
import type { HttpEnv, Services } from '../services.ts';

const LOOPBACK = /^(?:localhost|(?:[\w-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * In local mode, answers only to names of this machine: a page whose own name was pointed at 127.0.0.1 (DNS
 * rebinding) still sends its own name as `Host`.
 */
export function localGuard({ publicUrl }: Services): MiddlewareHandler<HttpEnv> {
  const ownName = new URL(publicUrl).hostname;
  return async (c, next) => {
    const name = hostName(c.req.header('host'));
    if (name !== null && (name === ownName || LOOPBACK.test(name))) return next();
    return problemReply(
      c,
      publicUrl,
      refuse('forbidden', 'This server answers only to names of its own machine.'),
    );
  };
}

function hostName(host: string | undefined): string | null {
  return host && URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : null;
}
