import { z } from 'zod';
import { trackSchema, type TrackSnapshot } from './track.ts';

export const trackEventTypes = [
  'track.created',
  'track.updated',
  'track.completed',
  'track.failed',
  'track.cancelled',
] as const;
export type TrackEventType = (typeof trackEventTypes)[number];

/** The `data` of a server-sent `track` event: one change of one track, with the whole track after it (RT-1). */
export const trackEventSchema = z
  .object({
    type: z.enum(trackEventTypes),
    trackId: z.uuid(),
    revision: z.int(),
    occurredAt: z.iso.datetime(),
    track: trackSchema,
  })
  .meta({ id: 'TrackEvent' });
export type TrackEvent = z.infer<typeof trackEventSchema>;

/** The `data` of a `reset` event: the log no longer reaches back to the asked id, so here is the present. */
export const resetEventSchema = z.object({ tracks: z.array(trackSchema) }).meta({ id: 'ResetEvent' });
export type ResetEvent = z.infer<typeof resetEventSchema>;

/** A track event as the log keeps it, before its files are signed. */
export type StoredTrackEvent = Omit<TrackEvent, 'track'> & { track: TrackSnapshot };
