import type { Engine } from '@impresario/engine';
import type { Signup } from '../http-options.ts';
import { invalidToken, type CheckToken } from './authenticate.ts';

/** How every API key begins; no token of another system does. */
export const API_KEY_MARK = 'imp_';

/** Accepts keys that the engine knows and finds good. All others get the same answer, whatever is wrong with them. */
export function createApiKeyCheck({
  engine,
  signup,
}: {
  readonly engine: Pick<Engine, 'findApiKey'>;
  readonly signup: Signup;
}): CheckToken {
  return async (token) => {
    const found = await engine.findApiKey(token);
    if (!found) return invalidToken('The API key is not valid.');
    const { id, userId, scopes } = found;
    return {
      caller: { userId, signup },
      // That it is revoked in the middle of a stream is seen by the watch over open streams.
      expiresAt: found.expiresAt,
      isAdmin: scopes.includes('admin'),
      apiKey: { id, isReadOnly: scopes.every((scope) => scope === 'read') },
    };
  };
}
