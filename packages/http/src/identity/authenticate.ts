import type { Caller, Engine } from '@impresario/engine';
import { getCookie } from 'hono/cookie';
import type { HttpOptions } from '../http-options.ts';
import type { Operation } from '../operation.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext } from '../services.ts';
import { API_KEY_MARK, createApiKeyCheck } from './api-key-check.ts';
import { createJwtCheck } from './jwt-check.ts';
import { createLocalCheck, SESSION_COOKIE } from './local-check.ts';

/** Who asks, and until when that may be believed. */
export interface Identified {
  readonly caller: Caller;
  readonly expiresAt: Date | null;
  readonly isAdmin: boolean;
  /** The API key that asks in the caller's name; null for the caller in person. */
  readonly apiKey: { readonly id: string; readonly isReadOnly: boolean } | null;
}

export type Authenticate = (
  c: HttpContext,
  access: Exclude<Operation['access'], 'public' | 'socket'>,
) => Promise<Identified | Refusal>;

/** Looks at one bearer token. */
export type CheckToken = (token: string) => Promise<Identified | Refusal>;

/** Who is behind a proof of identity, however that came. */
export interface Identify {
  /** A bearer token or an API key. */
  byToken: CheckToken;
  byTicket: CheckToken;
  /** The cookie of a local server; null where there is none, or no local mode. */
  byCookie(c: HttpContext): Identified | Refusal | null;
}

/** Stands in for a caller where none is needed. */
export const NOBODY: Identified = {
  caller: { userId: '', signup: { plan: 'free', millicredits: 0 } },
  expiresAt: null,
  isAdmin: false,
  apiKey: null,
};

export function createIdentify(options: HttpOptions): Identify {
  const { identity, engine } = options;
  const local = identity.kind === 'local' ? createLocalCheck(identity, options) : null;
  const checkToken = identity.kind === 'jwt' ? createJwtCheck(identity, options) : local!.checkToken;
  const checkApiKey = createApiKeyCheck({ ...options, signup: identity.signup });

  return {
    byToken: async (token) => (token.startsWith(API_KEY_MARK) ? checkApiKey(token) : checkToken(token)),
    byTicket: (ticket) => byTicket(engine, ticket, identity.signup),
    byCookie: (c) => (local && getCookie(c, SESSION_COOKIE) !== undefined ? local.checkCookie(c) : null),
  };
}

/** Decides by API key, by bearer token, by the local cookie, or, on streams, by a ticket (SEC-1). */
export function createAuthenticate(
  { byToken, byTicket, byCookie }: Identify,
  isLocal: boolean,
): Authenticate {
  return async (c, access) => {
    const ticket = access === 'stream' ? c.req.query('ticket') : undefined;
    if (ticket !== undefined) return byTicket(ticket);
    const authorization = c.req.header('authorization');
    if (authorization === undefined) {
      return byCookie(c) ?? unauthenticated(isLocal ? noCookie : 'Send a bearer token.');
    }
    const token = /^bearer +([^\s]+)$/i.exec(authorization)?.[1];
    return token === undefined ? unauthenticated('Send `Authorization: Bearer <token>`.') : byToken(token);
  };
}

const noCookie = 'Open the address that the server printed, or send a bearer token.';

async function byTicket(
  engine: Pick<Engine, 'redeemTicket'>,
  ticket: string,
  signup: Caller['signup'],
): Promise<Identified | Refusal> {
  const redeemed = await engine.redeemTicket(ticket);
  if (redeemed === null) {
    return invalidToken('The ticket is unknown, used, or older than 60 seconds; get a new one.');
  }
  const { userId, keyId, proofExpiresAt } = redeemed;
  const apiKey = keyId === null ? null : { id: keyId, isReadOnly: true };
  return { caller: { userId, signup }, expiresAt: proofExpiresAt, isAdmin: false, apiKey };
}

/** No proof of identity at all. */
export function unauthenticated(detail: string): Refusal {
  return refuse('unauthenticated', detail, { headers: { 'www-authenticate': 'Bearer realm="impresario"' } });
}

/** A proof of identity that does not hold (RFC 6750). `detail` is ASCII without quotes. */
export function invalidToken(detail: string): Refusal {
  const challenge = `Bearer realm="impresario", error="invalid_token", error_description="${detail}"`;
  return refuse('unauthenticated', detail, { headers: { 'www-authenticate': challenge } });
}
