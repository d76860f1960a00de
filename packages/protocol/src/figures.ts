import { z } from 'zod';
import type { TrackErrorCode } from './problem.ts';

/** The last so many hours or days (UTC), the one that runs now included. */
export const figurePeriods = ['24h', '7d', '30d'] as const;
export type FigurePeriod = (typeof figurePeriods)[number];

/** Failures that say something of the request and nothing of us or the provider; they do not lower a success rate. */
export const requestFaults: readonly TrackErrorCode[] = [
  'PROVIDER_REJECTED',
  'MODERATED',
  'ARTIST_NAME_NOT_ALLOWED',
  'COPYRIGHTED_CONTENT',
  'MALFORMED_LYRICS',
];

const count = z.int();
const time = z.iso.datetime();
const seconds = z
  .number()
  .nullable()
  .describe('Seconds, to within a twentieth; null when nothing was finished.');
const latencySchema = z.object({ p50: seconds, p95: seconds });

const songsSchema = z.object({
  admitted: count,
  completed: count,
  failed: z
    .record(z.string(), count)
    .describe('Those that failed, by the code of their error; codes without any are left out.'),
  cancelled: count,
  successRate: z
    .number()
    .nullable()
    .describe(
      'Completed of all that ended by themselves; refusals of what was asked for, such as `MODERATED`, are left out. null when there were none.',
    ),
});

/** What happened in some time. Songs only, but credits of all work. */
const tallySchema = songsSchema.extend({
  latencySeconds: latencySchema.describe('From the admission of a song to its completion.'),
  creditsCharged: z.number(),
  creditsRefunded: z.number(),
  newUsers: count.describe('Seen for the first time.'),
});
export type Tally = z.infer<typeof tallySchema>;

const providerTallySchema = songsSchema.extend({
  latencySeconds: latencySchema.describe('What the provider itself took for a song.'),
});
export type ProviderTally = z.infer<typeof providerTallySchema>;

const at = time.describe('When this hour or day began.');

/** What happened hour by hour or day by day, each event on the time at which it happened. */
export const figuresSchema = z
  .object({
    period: z.enum(figurePeriods),
    grain: z.enum(['hour', 'day']).describe('How long a point is.'),
    from: time,
    to: time.describe('The end of the hour or day that runs now.'),
    points: z.array(tallySchema.extend({ at })).describe('Oldest first, one for every hour or day.'),
    total: tallySchema,
    before: tallySchema.describe('The same length of time before `from`.'),
    providers: z.array(
      z.object({
        provider: z.string(),
        points: z.array(providerTallySchema.extend({ at })),
        total: providerTallySchema,
        before: providerTallySchema,
      }),
    ),
  })
  .meta({ id: 'Figures' });
export type Figures = z.infer<typeof figuresSchema>;
