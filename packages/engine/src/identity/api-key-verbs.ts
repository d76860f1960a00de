import type { Core } from '../core.ts';
import type { ApiKeyVerbs } from './api-key.ts';
import { createApiKey } from './create-api-key.ts';
import { findApiKey } from './find-api-key.ts';
import { listApiKeys } from './list-api-keys.ts';
import { revokeApiKey } from './revoke-api-key.ts';

export function apiKeyVerbs(core: Core): ApiKeyVerbs {
  return {
    createApiKey: (caller, body, by) => createApiKey(core, caller, body, by),
    listApiKeys: (userId) => listApiKeys(core, userId),
    revokeApiKey: (userId, keyId, by) => revokeApiKey(core, userId, keyId, by),
    findApiKey: (key) => findApiKey(core, key),
  };
}
