import { apiKeyScopes, type ApiKeyScope } from '@impresario/protocol';
import type { Client } from '@impresario/client';
import { readExpiry } from '../arguments/read-expiry.ts';
import { refuseElsewhere } from '../arguments/refuse-elsewhere.ts';
import { UsageError, exitCode } from '../exit-code.ts';
import { renderCreatedKey, renderKeys } from '../terminal/render-keys.ts';
import { defineVerb, serverOptions, type Verb } from '../verb.ts';
import type { World } from '../world.ts';
import { printFrom } from './with-client.ts';

const howTo = 'impresario keys list, impresario keys create NAME, or impresario keys revoke ID';
const missing: Readonly<Record<string, string>> = {
  list: 'A list takes no word after it: impresario keys list',
  create: 'Give the key a name to know it by: impresario keys create NAME',
  revoke: 'Which key? impresario keys list has the ids: impresario keys revoke ID',
};

/** `impresario keys list|create|revoke`: API keys that act for the caller. */
export function keysVerb(world: World): Verb {
  return defineVerb({
    name: 'keys',
    summary: 'Make, list and revoke API keys for your programs',
    usage: 'list|create NAME|revoke ID',
    examples: [
      { line: 'keys create "nightly jobs" --scope write --expires 90d', note: 'Shows the key once' },
      { line: 'keys list', note: '' },
      { line: 'keys revoke 019a1b2c-3d4e-7f50-8a6b-9c0d1e2f3a4b', note: 'Refused from then on' },
    ],
    args: {
      action: { type: 'positional', required: false, description: 'list, create or revoke' },
      subject: {
        type: 'positional',
        required: false,
        description: 'create: a name to know it by; revoke: its id',
      },
      scope: {
        type: 'string',
        valueHint: 'SCOPE',
        description: 'create: read, write or admin, each with those before it (default: write)',
      },
      expires: {
        type: 'string',
        valueHint: 'WHEN',
        description: 'create: 90d, 12h, 1y or a day such as 2030-01-31 (default: never)',
      },
      ...serverOptions,
    },
    repeatable: ['scope'],
    positionalsMax: 2,
    run: async ({ args, positionals: [action, subject], list }) => {
      refuseElsewhere('keys', action, args, { scope: ['create'], expires: ['create'] });
      if (action === 'list' && subject === undefined) {
        const ask = async (client: Client) => ({ data: await client.keys.list() });
        await printFrom(world, args, ask, ({ data }, look) => renderKeys(data, look));
      } else if (action === 'create' && subject) {
        const expiresAt = readExpiry('--expires', args.expires, world.now());
        const scopes = list('scope').map(readScope);
        const body = {
          name: subject,
          ...(scopes.length > 0 && { scopes }),
          ...(expiresAt !== undefined && { expiresAt }),
        };
        await printFrom(world, args, (client) => client.keys.create(body), renderCreatedKey);
      } else if (action === 'revoke' && subject) {
        const ask = async (client: Client) => {
          await client.keys.revoke(subject);
          return { id: subject, revoked: true };
        };
        await printFrom(world, args, ask, () => 'Revoked.\n');
      } else {
        throw new UsageError(missing[action ?? ''] ?? `Say what to do: ${howTo}.`);
      }
      return exitCode.ok;
    },
  });
}

function readScope(typed: string): ApiKeyScope {
  const scope = apiKeyScopes.find((each) => each === typed);
  if (!scope) throw new UsageError(`--scope is read, write or admin, not “${typed}”.`);
  return scope;
}
