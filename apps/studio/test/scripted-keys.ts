import type { ApiKey } from '@impresario/protocol';
import { createApiKeySchema } from '@impresario/protocol';
import type { Call } from './scripted-routes.ts';
import { bodyOf, faultsIn, json, problem } from './scripted-replies.ts';

let serial = 0;

/** A key that was just made. */
export function newApiKey(fields: Partial<ApiKey>): ApiKey {
  const id = String(++serial).padStart(12, '0');
  return {
    id: `0197d000-0000-7000-8000-${id}`,
    object: 'apiKey',
    name: 'jobs',
    prefix: `imp_${id.slice(4)}`,
    scopes: ['write'],
    expiresAt: null,
    lastUsedAt: null,
    createdAt: new Date().toISOString(),
    ...fields,
  };
}

/** The user's API keys, and whom they are taken for. */
export const keyRoutes = {
  'GET /v1/keys': ({ house, reply }: Call) => json(reply, 200, { data: house.apiKeys }),
  'POST /v1/keys': async ({ house, request, reply }: Call) => {
    const body = await bodyOf(request);
    house.asked.push({ operation: 'key', body, key: '' });
    if (house.mode.refuse) return problem(reply, house.mode.refuse, 'You have 50 keys already.');
    const errors = faultsIn(createApiKeySchema, body);
    if (errors.length > 0) return problem(reply, 'validation_failed', 'The body is not valid.', { errors });
    const { name, scopes, expiresAt = null } = createApiKeySchema.parse(body);
    const made = newApiKey({ name, scopes, expiresAt });
    house.apiKeys.unshift(made);
    json(reply, 201, { ...made, key: `${made.prefix}${'k3Y'.repeat(12)}` });
  },
  'DELETE /v1/keys/:id': ({ house, reply, id }: Call) => {
    const at = house.apiKeys.findIndex((each) => each.id === id);
    if (at < 0) return problem(reply, 'not_found', 'There is no key with this id.');
    house.apiKeys.splice(at, 1);
    reply.writeHead(204).end();
  },
  'GET /v1/me': ({ house, reply }: Call) => {
    const role = house.mode.isAdmin ? 'admin' : 'user';
    json(reply, 200, { object: 'identity', userId: 'owner', role, apiKey: null });
  },
};
