import { z } from 'zod';
import { operationSchema } from './operation-resource.ts';
import { trackSchema, type TrackSnapshot } from './track.ts';

const changes = ['created', 'updated', 'completed', 'failed', 'cancelled'] as const;
type Change = (typeof changes)[number];

export const trackEventTypes = changes.map((change) => `track.${change}` as const);
export type TrackEventType = `track.${Change}`;

export const operationEventTypes = changes.map((change) => `operation.${change}` as const);
export type OperationEventType = `operation.${Change}`;

/** The `data` of a server-sent `track` event: one change of one track, with the whole track after it (RT-1). */
export const trackEventSchema = z
  .object({
    type: z.enum(trackEventTypes as [TrackEventType, ...TrackEventType[]]),
    trackId: z.uuid(),
    revision: z.int(),
    occurredAt: z.iso.datetime(),
    track: trackSchema,
  })
  .meta({ id: 'TrackEvent' });
export type TrackEvent = z.infer<typeof trackEventSchema>;

/** The `data` of a server-sent `operation` event: one change of work beside a track. */
export const operationEventSchema = z
  .object({
    type: z.enum(operationEventTypes as [OperationEventType, ...OperationEventType[]]),
    operationId: z.uuid(),
    revision: z.int(),
    occurredAt: z.iso.datetime(),
    operation: operationSchema,
  })
  .meta({ id: 'OperationEvent' });
export type OperationEvent = z.infer<typeof operationEventSchema>;

/** The `data` of a server-sent `deleted` event: the track is gone for good, and of it no more than this is told. */
export const deletedEventSchema = z
  .object({
    type: z.literal('track.deleted'),
    trackId: z.uuid(),
    revision: z.int(),
    occurredAt: z.iso.datetime(),
  })
  .meta({ id: 'DeletedEvent' });
export type DeletedEvent = z.infer<typeof deletedEventSchema>;

/** The `data` of a `reset` event: the log no longer reaches back to the asked id, so here is the present. */
export const resetEventSchema = z.object({ tracks: z.array(trackSchema) }).meta({ id: 'ResetEvent' });
export type ResetEvent = z.infer<typeof resetEventSchema>;

/** A track event as the log keeps it, before its files are signed. */
export type StoredTrackEvent = Omit<TrackEvent, 'track'> & { track: TrackSnapshot };
