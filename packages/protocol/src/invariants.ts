import { z } from 'zod';

const violationSchema = z.object({
  invariant: z.string().describe('Its id, such as `I3`.'),
  rule: z.string().describe('What would have to hold.'),
  count: z.int(),
  rows: z.array(z.record(z.string(), z.unknown())).describe('The first of those that break it.'),
});

/** What the last look at the invariants found; nothing, unless there is a bug of ours. */
export const invariantReportSchema = z
  .object({
    checkedAt: z.iso.datetime(),
    tookMs: z.int(),
    checked: z.array(z.string()),
    unchecked: z.array(z.string()).describe('Those whose query took too long.'),
    violations: z.array(violationSchema),
  })
  .meta({ id: 'InvariantReport' });
export type InvariantReport = z.infer<typeof invariantReportSchema>;
