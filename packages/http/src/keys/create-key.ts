import { createApiKeySchema, createdApiKeySchema, liveApiKeysMax } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';

/** PostgreSQL and JSON agree on how times up to here are written. */
const YEAR_MAX = 9998;

export const createKey = operation({
  id: 'createKey',
  method: 'post',
  path: '/v1/keys',
  tag: 'Keys',
  summary: 'Make an API key',
  description:
    'The key acts as you, as far as its scopes allow; each scope includes those before it: `read`, `write`, `admin`. ' +
    '`key` is shown this once. Only administrators may make one with the scope `admin`. Keys cannot manage keys.',
  access: 'person',
  body: {
    schema: createApiKeySchema,
    example: { name: 'nightly jobs', scopes: ['write'], expiresAt: '2027-01-01T00:00:00Z' },
  },
  replies: { 201: { description: 'The new key.', content: { 'application/json': createdApiKeySchema } } },
  problems: ['illegal_transition'],
  async handle({ c, caller, actor, isAdmin, body, services }) {
    if (body.scopes.includes('admin') && !isAdmin) {
      return refuse('forbidden', 'Only administrators may make a key with the scope `admin`.');
    }
    const expiresAt = body.expiresAt ? new Date(body.expiresAt) : null;
    if (expiresAt && (expiresAt <= services.clock.now() || expiresAt.getUTCFullYear() > YEAR_MAX)) {
      return badExpiry();
    }
    const creation = await services.engine.createApiKey(caller, body, actor);
    if (creation.kind === 'too-many') {
      return refuse('illegal_transition', `You have ${liveApiKeysMax} keys already; revoke one first.`);
    }
    return jsonReply(c, 201, creation.apiKey);
  },
});

function badExpiry(): Refusal {
  return refuse('validation_failed', 'The body is not valid; see `errors`.', {
    extra: { errors: [{ pointer: '/expiresAt', detail: 'must be a time to come, before the year 9999' }] },
  });
}
