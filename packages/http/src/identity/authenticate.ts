import type { Caller, Engine } from '@impresario/engine';
import type { HttpOptions } from '../http-options.ts';
import type { Operation } from '../operation.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext } from '../services.ts';
import { API_KEY_MARK, createApiKeyCheck } from './api-key-check.ts';
import { createJwtCheck } from './jwt-check.ts';
import { createLocalCheck } from './local-check.ts';

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
  access: Exclude<Operation['access'], 'public'>,
) => Promise<Identified | Refusal>;

/** Looks at one bearer token. */
export type CheckToken = (token: string) => Promise<Identified | Refusal>;

/** Stands in for a caller where none is needed. */
export const NOBODY: Identified = {
  caller: { userId: '', signup: { plan: 'free', millicredits: 0 } },
  expiresAt: null,
  isAdmin: false,
  apiKey: null,
};

/** Decides by API key, by bearer token, by the local cookie, or, on streams, by a ticket (SEC-1). */
export function createAuthenticate(options: HttpOptions): Authenticate {
  const { identity, engine } = options;
  const local = identity.kind === 'local' ? createLocalCheck(identity, options) : null;
  const checkToken = identity.kind === 'jwt' ? createJwtCheck(identity, options) : local?.checkToken;
  const checkApiKey = createApiKeyCheck({ ...options, signup: identity.signup });

  return async (c, access) => {
    const ticket = access === 'stream' ? c.req.query('ticket') : undefined;
    if (ticket !== undefined) return byTicket(engine, ticket, identity.signup);
    const authorization = c.req.header('authorization');
    if (authorization === undefined) return local?.checkCookie(c) ?? unauthenticated('Send a bearer token.');
    const token = /^bearer +([^\s]+)$/i.exec(authorization)?.[1];
    if (token === undefined || !checkToken) return unauthenticated('Send `Authorization: Bearer <token>`.');
    return token.startsWith(API_KEY_MARK) ? checkApiKey(token) : checkToken(token);
  };
}

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
