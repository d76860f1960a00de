import { z } from 'zod';

export const roles = ['user', 'admin'] as const;

/** Who asks, as the server sees them: for pages that show an administrator more, and to try a token. */
export const identitySchema = z
  .object({
    object: z.literal('identity'),
    userId: z.string(),
    role: z.enum(roles).describe('`admin` may ask what is under `/v1/admin`.'),
    apiKey: z
      .object({ id: z.uuid(), isReadOnly: z.boolean() })
      .nullable()
      .describe('The key that asks in the user’s name; null for the user in person.'),
  })
  .meta({ id: 'Identity' });
export type Identity = z.infer<typeof identitySchema>;
