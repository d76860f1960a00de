import { z } from 'zod';

/** One thing of a deployment that was looked at. */
export const findingSchema = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(['ok', 'warning', 'failed']),
  detail: z.string().describe('What is so.'),
  remedy: z.string().nullable().describe('What to do about it; null where all is well.'),
});
export type Finding = z.infer<typeof findingSchema>;

/** What a server finds when it looks at itself. */
export const examinationSchema = z.object({ findings: z.array(findingSchema) }).meta({ id: 'Examination' });
export type Examination = z.infer<typeof examinationSchema>;
