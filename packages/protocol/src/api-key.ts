import { z } from 'zod';
import { filledText } from './text.ts';

/** What a key may do; each includes those before it. */
export const apiKeyScopes = ['read', 'write', 'admin'] as const;
const scopeSchema = z.enum(apiKeyScopes);
export type ApiKeyScope = z.infer<typeof scopeSchema>;

/** So many keys of a user may be good at once. */
export const liveApiKeysMax = 50;

/** A key as its owner sees it later: what it is, and never the key itself. */
export const apiKeySchema = z
  .object({
    id: z.uuid(),
    object: z.literal('apiKey'),
    name: z.string(),
    prefix: z.string().describe('How the key begins, to tell it from others.'),
    scopes: z.array(scopeSchema),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable().describe('To the minute.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKeySchema>;

export const createdApiKeySchema = apiKeySchema
  .extend({ key: z.string().describe('The key itself. It is shown this once and is not kept.') })
  .meta({ id: 'CreatedApiKey' });
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>;

/** The body of `POST /v1/keys`. */
export const createApiKeySchema = z
  .strictObject({
    name: filledText({ max: 100 }).describe('Where the key is used, so that you know it again.'),
    scopes: z
      .array(scopeSchema)
      .min(1)
      .max(apiKeyScopes.length)
      .default(['write'])
      .describe(
        '`read`: look and follow events. `write`: also make, change and delete. `admin`: also administration.',
      ),
    expiresAt: z.iso
      .datetime({ offset: true })
      .nullish()
      .describe('When it stops being good; never when not given.'),
  })
  .meta({ id: 'CreateApiKey' });
export type CreateApiKey = z.output<typeof createApiKeySchema>;
export type CreateApiKeyInput = z.input<typeof createApiKeySchema>;
