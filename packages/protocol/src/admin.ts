import { z } from 'zod';
import { sideOperations, songOperations } from './operations.ts';
import { trackStatuses } from './track.ts';

const count = z.int();
const time = z.iso.datetime();

/** What an operator looks at first: counts over all users. */
export const overviewSchema = z
  .object({
    tracks: z.record(z.enum(trackStatuses), count).describe('How many tracks are in each status.'),
    queued: z.record(z.string(), count).describe('Waiting to be submitted, by provider.'),
    stuck: count.describe('Tracks that nothing will move any more; always 0.'),
    orphans: z.object({ open: count, claimed: count }),
    callbacks: z.object({ waiting: count, lastHour: count }),
    users: count,
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof overviewSchema>;

/** A task that a provider may have finished and billed although its track is over (GEN-3). */
export const orphanSchema = z
  .object({
    attemptId: z.uuid(),
    trackId: z.uuid(),
    userId: z.string(),
    provider: z.string(),
    operation: z.enum([...songOperations, ...sideOperations]),
    taskId: z.string().nullable(),
    status: z.enum(['accepted', 'unknown']),
    trackStatus: z.enum(trackStatuses),
    errorCode: z.string().nullable(),
    lateResultAt: time.nullable().describe('When a result was heard of after the end.'),
    claimedBy: z.uuid().nullable().describe('The track that has the late result.'),
    createdAt: time,
  })
  .meta({ id: 'Orphan' });
export type Orphan = z.infer<typeof orphanSchema>;
