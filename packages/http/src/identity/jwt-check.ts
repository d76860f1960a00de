import { createSecretKey } from 'node:crypto';
import type { Clock } from '@impresario/engine';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import type { JwtIdentity } from '../http-options.ts';
import { invalidToken, type CheckToken } from './authenticate.ts';

const TOKEN_LENGTH_MAX = 8192;
const SUBJECT_LENGTH_MAX = 255;
const LEEWAY_SECONDS = 60;
// The project keys of Supabase are tokens of this shape too, and are no users.
const ROLES_OF_NOBODY = new Set(['anon', 'service_role']);
// What PostgreSQL cannot store, and what would make two subjects look the same.
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

/** Accepts HS256 tokens of the configured issuer and audience, unexpired and of a real user (RFC 8725). */
export function createJwtCheck(identity: JwtIdentity, clock: Clock): CheckToken {
  const key = createSecretKey(Buffer.from(identity.secret));
  return async (token) => {
    if (token.length > TOKEN_LENGTH_MAX) return invalidToken('The token is too long.');
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        audience: identity.audience,
        ...(identity.issuer === null ? {} : { issuer: identity.issuer }),
        requiredClaims: ['exp', 'sub'],
        clockTolerance: LEEWAY_SECONDS,
        currentDate: clock.now(),
      }));
    } catch (error) {
      if (error instanceof errors.JOSEError) return invalidToken(faultOf(error));
      throw error;
    }
    const { sub, role, exp = 0 } = payload;
    if (typeof sub !== 'string' || !isUserId(sub)) return invalidToken('The token names no user.');
    if (typeof role === 'string' && ROLES_OF_NOBODY.has(role)) {
      return invalidToken('This is a key of a project, not the token of a user.');
    }
    return {
      caller: { userId: sub, signup: identity.signup },
      expiresAt: new Date((exp + LEEWAY_SECONDS) * 1000),
      isAdmin: isAdmin(payload),
      apiKey: null,
    };
  };
}

/** Supabase keeps what only the project may set in `app_metadata`; `user_metadata` is the user's own to write. */
function isAdmin({ role, app_metadata: given }: JWTPayload): boolean {
  return role === 'admin' || (given as { role?: unknown } | null | undefined)?.role === 'admin';
}

function isUserId(subject: string): boolean {
  return (
    subject.trim() !== '' &&
    subject.length <= SUBJECT_LENGTH_MAX &&
    subject.isWellFormed() &&
    !CONTROL_CHARACTER.test(subject)
  );
}

function faultOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return `The claim ${error.claim} does not fit.`;
  return 'The token is not valid.';
}
