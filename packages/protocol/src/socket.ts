import { z } from 'zod';
import { deletedEventSchema, operationEventSchema, resetEventSchema, trackEventSchema } from './event.ts';
import { problemStatus, type ProblemCode } from './problem.ts';

/** Where the WebSocket is. */
export const socketPath = '/v1/realtime';

/** The longest text a client may send over the WebSocket, in bytes: room for a long token. */
export const socketMessageBytesMax = 16 * 1024;

/** Tracks and "all of mine" that one WebSocket may follow at once. */
export const socketSubscriptionsMax = 100;

const trackId = z.uuid().nullable().describe('One track, or null for all tracks and operations of the user.');

/** What a client sends over the WebSocket, as JSON text (RT-1). */
export const socketMessageSchema = z
  .discriminatedUnion('type', [
    z
      .strictObject({
        type: z.literal('authenticate'),
        token: z.string().min(1).optional().describe('A bearer token or an API key.'),
        ticket: z.string().min(1).optional().describe('From `POST /v1/realtime/tickets`.'),
      })
      .refine(({ token, ticket }) => (token === undefined) !== (ticket === undefined), {
        error: 'must have either a token or a ticket',
      }),
    z.strictObject({
      type: z.literal('subscribe'),
      trackId,
      after: z
        .string()
        .max(100)
        .nullable()
        .default(null)
        .describe('The id of the last event received of this subscription.'),
    }),
    z.strictObject({ type: z.literal('unsubscribe'), trackId }),
    z.strictObject({ type: z.literal('ping') }),
  ])
  .meta({ id: 'SocketMessage' });
export type SocketMessage = z.infer<typeof socketMessageSchema>;

const id = z.string().describe('Opaque, strictly increasing within the subscription; where to resume.');

/** What the server sends over the WebSocket, as JSON text; events beside these are to be passed over. */
export const socketFrameSchema = z
  .discriminatedUnion('event', [
    z.object({
      event: z.literal('authenticated'),
      data: z.object({ expiresAt: z.iso.datetime().nullable() }),
    }),
    z.object({ event: z.literal('subscribed'), trackId }),
    z.object({ event: z.literal('unsubscribed'), trackId }),
    z.object({ event: z.literal('track'), trackId, id, data: trackEventSchema }),
    z.object({ event: z.literal('operation'), trackId, id, data: operationEventSchema }),
    z.object({ event: z.literal('deleted'), trackId, id, data: deletedEventSchema }),
    z.object({ event: z.literal('reset'), trackId, id, data: resetEventSchema }),
    z.object({ event: z.literal('position'), trackId, id }),
    z.object({ event: z.literal('end'), trackId, data: z.object({ trackId: z.uuid() }) }),
    z.object({ event: z.literal('heartbeat') }),
    z.object({ event: z.literal('pong') }),
    z.object({
      event: z.literal('error'),
      trackId: z.uuid().nullable().optional(),
      data: z.object({
        code: z.enum(Object.keys(problemStatus) as [ProblemCode, ...ProblemCode[]]),
        detail: z.string(),
      }),
    }),
  ])
  .meta({ id: 'SocketFrame' });
export type SocketFrame = z.infer<typeof socketFrameSchema>;

/** Why the server closes a WebSocket; the words that come with it say it to people. */
export const socketCloseCodes = {
  /** This process stops. Come back with the last ids. */
  goingAway: 1001,
  notText: 1003,
  tooLong: 1009,
  /** A bug of ours. */
  internalError: 1011,
  /** Something we depend on is not there. Come back in a moment. */
  tryAgainLater: 1013,
  /** No proof of identity came in time, or it does not hold, or it ended. Come back with a fresh one. */
  unauthenticated: 4401,
  /** A new proof named somebody else. */
  otherUser: 4403,
  /** More was left unread than we keep. Come back with the last ids. */
  tooSlow: 4408,
  /** Too many messages, or too many connections of this user. */
  tooMany: 4429,
} as const;
