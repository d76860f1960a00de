import { createHash } from 'node:crypto';
import {
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type CryptoKey,
  type JWTPayload,
  type KeyObject,
  type ProtectedHeaderParameters,
} from 'jose';
import type { JwtIdentity } from '../http-options.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import { invalidToken, type CheckToken, type Identified } from './authenticate.ts';
import { createExpiringMap } from './expiring-map.ts';
import { createKeySource, type KeySourceWorld } from './key-source.ts';
import { userOfClaims } from './user-of-claims.ts';

const TOKEN_LENGTH_MAX = 8192;
// Decoders pass over line breaks and padding; a token has none (RFC 7515).
const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const LEEWAY_SECONDS = 60;
/** To verify a signature with a public key takes ten to a hundred times as long as to look the token up (measured). */
const BELIEVED_MS = 60_000;
const BELIEVED_MAX = 10_000;
const KEYS_BACK_SECONDS = 30;

type Verified = { readonly claims: JWTPayload } | Refusal;

/**
 * Accepts tokens signed by the configured secret or a published key, of the configured issuer and audience, unexpired and
 * of a real user (RFC 8725). A good one is believed for a minute without being verified again.
 */
export function createJwtCheck(identity: JwtIdentity, world: KeySourceWorld): CheckToken {
  const { clock } = world;
  const source = createKeySource(identity.keys, world);
  const believed = createExpiringMap<Identified>(clock, BELIEVED_MAX);

  async function verify(token: string): Promise<Verified> {
    const header = protectedHeaderOf(token);
    // Only what we know of the key decides how it is used: `jku`, `x5u` and `jwk` of a token are never looked at.
    if (!header || !source.algorithms.includes(header.alg) || header.crit !== undefined) return notValid();
    const found = await source.keyFor(header);
    if (found.kind === 'unavailable') return keysUnavailable();
    if (found.kind === 'unknown') return notValid();
    return verifyWith(found.key, header.alg, token);
  }

  async function verifyWith(key: CryptoKey | KeyObject, alg: string, token: string): Promise<Verified> {
    const now = clock.now();
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [alg],
        audience: identity.audience,
        ...(identity.issuer === null ? {} : { issuer: identity.issuer }),
        requiredClaims: ['exp', 'sub'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: now,
      });
      // JSON.parse reads 1e309 as Infinity, which is no end.
      if (payload.exp === Infinity) return unfit('exp');
      return isFromTheFuture(payload, now) ? unfit('iat') : { claims: payload };
    } catch (error) {
      if (error instanceof errors.JOSEError) return faultOf(error);
      throw error;
    }
  }

  return async (token) => {
    if (token.length > TOKEN_LENGTH_MAX) return invalidToken('The token is too long.');
    if (!COMPACT.test(token)) return notValid();
    const hash = createHash('sha256').update(token).digest('base64');
    const known = believed.get(hash);
    if (known) return known;
    const verified = await verify(token);
    if (!('claims' in verified)) return verified;
    const expMs = verified.claims.exp! * 1000;
    const user = userOfClaims(verified.claims, identity, expMs + LEEWAY_SECONDS * 1000);
    if ('caller' in user) believed.set(hash, user, Math.min(clock.now().getTime() + BELIEVED_MS, expMs));
    return user;
  };
}

/** null where it has none, or names no algorithm. */
function protectedHeaderOf(token: string): (ProtectedHeaderParameters & { readonly alg: string }) | null {
  try {
    const header = decodeProtectedHeader(token);
    return typeof header.alg === 'string' ? { ...header, alg: header.alg } : null;
  } catch {
    return null;
  }
}

/** jose looks at `iat` only where an age is limited. */
function isFromTheFuture({ iat }: JWTPayload, now: Date): boolean {
  return iat !== undefined && !(iat <= now.getTime() / 1000 + LEEWAY_SECONDS);
}

function faultOf(error: errors.JOSEError): Refusal {
  if (error instanceof errors.JWTExpired) return invalidToken('The token has expired.');
  return error instanceof errors.JWTClaimValidationFailed ? unfit(error.claim) : notValid();
}

function unfit(claim: string): Refusal {
  return invalidToken(`The claim ${claim} does not fit.`);
}

function notValid(): Refusal {
  return invalidToken('The token is not valid.');
}

function keysUnavailable(): Refusal {
  return refuse(
    'service_unavailable',
    'The keys that tokens are signed with cannot be had; try again soon.',
    {
      extra: { retryAfter: KEYS_BACK_SECONDS },
      headers: { 'retry-after': String(KEYS_BACK_SECONDS) },
    },
  );
}
