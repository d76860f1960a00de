import { isTerminal, resetEventSchema, trackEventSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { noSuchTrack } from '../tracks/change-answer.ts';
import { trackParams } from '../tracks/track-params.ts';
import { eventStreamReply } from './event-stream-reply.ts';
import { streamHeaders, streamQuery } from './stream-docs.ts';

export const streamTrack = operation({
  id: 'streamTrack',
  method: 'get',
  path: '/v1/tracks/{id}/events',
  tag: 'Events',
  summary: 'Follow one track',
  description:
    'The present state first, then every change, then `event: end`, and the stream closes. A browser that comes ' +
    'back after the end is told to stop (204).',
  access: 'stream',
  params: trackParams,
  query: streamQuery,
  headers: streamHeaders,
  replies: {
    200: {
      description: 'The stream; `data` of an event is one of these.',
      content: { 'text/event-stream': trackEventSchema.or(resetEventSchema) },
    },
    204: { description: 'The track is finished and `Last-Event-ID` was its last event.' },
  },
  problems: ['concurrency_limit_exceeded'],
  async handle(call) {
    const { c, caller, params, services } = call;
    const track = await services.engine.readTrack(caller.userId, params.id);
    if (!track) return noSuchTrack();
    const after = c.req.header('last-event-id') || null;
    const request = { userId: caller.userId, trackId: track.id, after };
    // An EventSource comes back after every close; 204 is how the standard makes it stop.
    if (after !== null && isTerminal(track.status) && (await services.realtime.isCaughtUp(request))) {
      return c.body(null, 204);
    }
    return eventStreamReply(call, request);
  },
});
