import type { JWTPayload } from 'jose';
import type { JwtIdentity } from '../http-options.ts';
import type { Refusal } from '../replies/refusal.ts';
import { invalidToken, type Identified } from './authenticate.ts';

const SUBJECT_LENGTH_MAX = 255;
const LATEST_DATE_MS = 8.64e15;
// The project keys of Supabase are tokens of this shape too, and are no users.
const ROLES_OF_NOBODY = new Set(['anon', 'service_role']);
// What PostgreSQL cannot store, and what would make two subjects look the same.
// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f]/;

/** Whom the claims of a verified token name; `endsAtMs` is when it ends, leeway included. */
export function userOfClaims(
  claims: JWTPayload,
  { signup }: Pick<JwtIdentity, 'signup'>,
  endsAtMs: number,
): Identified | Refusal {
  const { sub, role } = claims;
  if (!isUserId(sub)) return invalidToken('The token names no user.');
  if (typeof role === 'string' && ROLES_OF_NOBODY.has(role)) {
    return invalidToken('This is a key of a project, not the token of a user.');
  }
  return {
    caller: { userId: sub, signup },
    expiresAt: new Date(Math.min(endsAtMs, LATEST_DATE_MS)),
    isAdmin: isAdmin(claims),
    apiKey: null,
  };
}

/** Supabase keeps what only the project may set in `app_metadata`; `user_metadata` is the user's own to write. */
function isAdmin({ role, app_metadata: given }: JWTPayload): boolean {
  return role === 'admin' || (given as { role?: unknown } | null | undefined)?.role === 'admin';
}

/** What a user may be called, wherever the name comes from. */
export function isUserId(subject: unknown): subject is string {
  return (
    typeof subject === 'string' &&
    subject.trim() !== '' &&
    subject.length <= SUBJECT_LENGTH_MAX &&
    subject.isWellFormed() &&
    !CONTROL_CHARACTER.test(subject)
  );
}
