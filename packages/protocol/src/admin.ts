import { z } from 'zod';
import { apiKeySchema } from './api-key.ts';
import { creditsSchema, transactionSchema } from './credits.ts';
import { sideOperations, songOperations } from './operations.ts';
import { planSchema } from './plans.ts';
import { filledText } from './text.ts';
import { trackErrorSchema, trackStatuses } from './track.ts';

const count = z.int();
const time = z.iso.datetime();

/** A provider as its operator sees it: what waits for it, and what it says of our account there. */
const providerWorkSchema = z.object({
  provider: z.string(),
  label: z.string(),
  circuit: z.enum(['closed', 'open', 'blocked']).describe('As in `GET /v1/providers`.'),
  blockedBy: z.enum(['auth', 'no-credit', 'misconfigured']).nullable().describe('Why it is blocked.'),
  failureStreak: count.describe('Tracks in a row on that failed by its own fault; from 3 on it is down.'),
  pausedUntil: time.nullable().describe('It is left alone until then.'),
  waiting: count.describe('Pieces of work that it was not asked for yet.'),
  underWay: count.describe('Pieces of work that it has.'),
  longestWaitSeconds: z.number().nullable().describe('Of those waiting; null when none is.'),
  concurrencyMax: count.nullable().describe('Most that it has at once.'),
  submits: z
    .object({ made: count, max: count, perSeconds: z.number() })
    .nullable()
    .describe('Of its submit rate; null where it has none.'),
  creditsLeft: z.number().nullable().describe('In its own unit; null where it does not say.'),
  accountSeenAt: time.nullable(),
});
export type ProviderWork = z.infer<typeof providerWorkSchema>;

/** What an operator looks at first: counts over all users. */
export const overviewSchema = z
  .object({
    tracks: z.record(z.enum(trackStatuses), count).describe('How many tracks are in each status.'),
    queued: z.record(z.string(), count).describe('Waiting to be submitted, by provider.'),
    stuck: count.describe('Tracks that nothing will move any more; always 0.'),
    orphans: z.object({ open: count, claimed: count }),
    callbacks: z.object({ waiting: count, lastHour: count }),
    users: count,
    work: z.object({
      waitingSeconds: z
        .number()
        .nullable()
        .describe('How long what could go on at once has waited for a worker; null when nothing does.'),
      held: count.describe('What workers are at this moment at.'),
    }),
    invariants: z
      .object({ checkedAt: time, broken: count.describe('Rules that rows break; always 0.') })
      .nullable()
      .describe('What the last look at the invariants found; null before the first.'),
    providers: z.array(providerWorkSchema).describe('Those that this server has.'),
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

/** A user as an operator sees them in a list. */
export const userSchema = z
  .object({
    userId: z.string(),
    object: z.literal('user'),
    plan: planSchema,
    creditsRemaining: z.number(),
    creditsUsedToday: z.number(),
    tracksLastDay: count.describe('Songs they asked for in the last 24 hours.'),
    createdAt: time.describe('When they were first seen.'),
  })
  .meta({ id: 'User' });
export type User = z.infer<typeof userSchema>;

export const userDetailSchema = userSchema
  .extend({
    limits: creditsSchema.shape.limits,
    tracks: z.record(z.enum(trackStatuses), count).describe('How many of theirs are in each status.'),
    apiKeys: count.describe('Keys that are good now.'),
    keys: z.array(apiKeySchema).describe('Those not revoked: the good ones first, each newest first.'),
    transactions: z.array(transactionSchema).describe('The latest ten, newest first.'),
  })
  .meta({ id: 'UserDetail' });
export type UserDetail = z.infer<typeof userDetailSchema>;

/** A track or a piece of work beside one, of anybody; without the texts, which are the user's own. */
export const userTrackSchema = z
  .object({
    id: z.uuid(),
    object: z.literal('userTrack'),
    userId: z.string(),
    operation: z.enum([...songOperations, ...sideOperations]),
    status: z.enum(trackStatuses),
    isStuck: z.boolean().describe('Nothing will move it any more; never so while a worker runs.'),
    provider: z.string(),
    model: z.string().nullable(),
    error: trackErrorSchema.nullable(),
    creditsCharged: z.number(),
    creditsRefunded: z.number(),
    deadlineAt: time,
    createdAt: time,
    updatedAt: time,
    completedAt: time.nullable(),
  })
  .meta({ id: 'UserTrack' });
export type UserTrack = z.infer<typeof userTrackSchema>;

export const auditActions = ['credits.move', 'plan.change', 'key.create', 'key.revoke'] as const;
export type AuditAction = (typeof auditActions)[number];

/** One change, as the audit log keeps it. */
export const auditEntrySchema = z
  .object({
    id: z.uuid(),
    object: z.literal('auditEntry'),
    actor: z.string().describe('The user who did it.'),
    action: z.enum(auditActions),
    subject: z.string().describe('The user it is about.'),
    details: z.record(z.string(), z.unknown()).describe('`byKey` is the API key it was done with.'),
    requestId: z.string().nullable(),
    createdAt: time,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const reason = filledText({ max: 500 });
const amountMax = 1_000_000;

/** The body of `POST /v1/admin/users/{id}/credits`. */
export const moveCreditsSchema = z
  .strictObject({
    amount: z
      .number()
      .min(-amountMax)
      .max(amountMax)
      .refine((amount) => amount !== 0, 'must not be 0')
      .refine((amount) => Math.round(amount * 1000) / 1000 === amount, 'must have at most three decimals')
      .describe('Credits to give, or to take when negative.'),
    reason: reason.describe('Why; the user sees it among their transactions.'),
  })
  .meta({ id: 'MoveCredits' });
export type MoveCredits = z.output<typeof moveCreditsSchema>;

/** The body of `PUT /v1/admin/users/{id}/plan`. */
export const changePlanSchema = z
  .strictObject({ plan: planSchema, reason: reason.optional().describe('Why; kept in the audit log.') })
  .meta({ id: 'ChangePlan' });
export type ChangePlan = z.output<typeof changePlanSchema>;
