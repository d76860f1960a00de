import { z } from 'zod';

/** A request that could not be honoured to the letter, said rather than hidden (PRO-4). */
export const warningSchema = z
  .object({
    type: z.enum(['unsupported', 'adjusted', 'approximated', 'substituted-model', 'deprecated']),
    parameter: z.string(),
    message: z.string(),
    asked: z.unknown().optional(),
    used: z.unknown().optional(),
  })
  .meta({ id: 'Warning' });
export type Warning = z.infer<typeof warningSchema>;
