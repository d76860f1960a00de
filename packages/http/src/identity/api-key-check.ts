import type { Clock, Engine } from '@impresario/engine';
import type { Signup } from '../http-options.ts';
import { invalidToken, type CheckToken } from './authenticate.ts';

/** How every API key begins; no token of another system does. */
export const API_KEY_MARK = 'imp_';

/** After so long an open stream ends, and the client comes back with the key: it may have been revoked. */
const BELIEVED_MS = 5 * 60_000;

/** Accepts keys that the engine knows and finds good. All others get the same answer, whatever is wrong with them. */
export function createApiKeyCheck({
  engine,
  clock,
  signup,
}: {
  readonly engine: Pick<Engine, 'findApiKey'>;
  readonly clock: Clock;
  readonly signup: Signup;
}): CheckToken {
  return async (token) => {
    const found = await engine.findApiKey(token);
    if (!found) return invalidToken('The API key is not valid.');
    const { id, userId, scopes } = found;
    const believedUntil = clock.now().getTime() + BELIEVED_MS;
    return {
      caller: { userId, signup },
      expiresAt: new Date(Math.min(believedUntil, found.expiresAt?.getTime() ?? Infinity)),
      isAdmin: scopes.includes('admin'),
      apiKey: { id, isReadOnly: scopes.every((scope) => scope === 'read') },
    };
  };
}
