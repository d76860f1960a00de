import { createHash, timingSafeEqual } from 'node:crypto';
import { getCookie } from 'hono/cookie';
import type { HttpOptions, LocalIdentity } from '../http-options.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext } from '../services.ts';
import { invalidToken, unauthenticated, type CheckToken, type Identified } from './authenticate.ts';

export const SESSION_COOKIE = 'impresario_session';

export interface LocalCheck {
  readonly checkToken: CheckToken;
  checkCookie(c: HttpContext): Identified | Refusal;
}

/** Accepts the owner's token as a bearer, or as the cookie that the printed address once set. */
export function createLocalCheck(
  identity: LocalIdentity,
  { publicUrl }: Pick<HttpOptions, 'publicUrl'>,
): LocalCheck {
  const owner: Identified = {
    caller: { userId: identity.ownerId, signup: identity.signup },
    expiresAt: null,
    isAdmin: true,
    apiKey: null,
  };
  return {
    async checkToken(token) {
      return isOwnerToken(identity, token) ? owner : invalidToken('This is not the token of the owner.');
    },
    checkCookie(c) {
      const token = getCookie(c, SESSION_COOKIE) ?? '';
      if (!isOwnerToken(identity, token))
        return unauthenticated('The session is of another start; open the address that the server printed.');
      // Cookies do not tell ports apart, so a page of another local server would carry ours (SEC-4).
      if (isFromElsewhere(c, publicUrl))
        return refuse('forbidden', 'A page of another origin may not use this session.');
      return owner;
    },
  };
}

/** Compared by hash, so that neither content nor length shows in the time it takes. */
export function isOwnerToken(identity: LocalIdentity, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(identity.ownerToken), digest(token));
}

/** Whether a page of another origin asks. */
export function isFromElsewhere(c: HttpContext, publicUrl: string): boolean {
  const origin = c.req.header('origin');
  if (origin !== undefined) {
    return origin !== new URL(publicUrl).origin && origin !== `http://${c.req.header('host')}`;
  }
  // Browsers that send no Origin on a GET still say where it comes from; other programs say nothing.
  const site = c.req.header('sec-fetch-site');
  return site !== undefined && site !== 'same-origin' && site !== 'none';
}
