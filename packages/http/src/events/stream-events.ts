import {
  deletedEventSchema,
  operationEventSchema,
  resetEventSchema,
  trackEventSchema,
} from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { eventStreamReply } from './event-stream-reply.ts';
import { streamHeaders, streamQuery } from './stream-docs.ts';

export const streamEvents = operation({
  id: 'streamEvents',
  method: 'get',
  path: '/v1/events',
  tag: 'Events',
  summary: 'Follow all tracks and operations',
  description:
    'Server-sent events from now on, or from `Last-Event-ID` with nothing lost. `event: track` carries one change, ' +
    '`event: operation` one of work beside a track, `event: deleted` that a track is gone, `event: reset` the present state when the log no longer reaches back to the id. A comment every 15 s keeps ' +
    'the connection alive.',
  access: 'stream',
  query: streamQuery,
  headers: streamHeaders,
  replies: {
    200: {
      description: 'The stream; `data` of an event is one of these.',
      content: {
        'text/event-stream': z.union([
          trackEventSchema,
          operationEventSchema,
          deletedEventSchema,
          resetEventSchema,
        ]),
      },
    },
  },
  problems: ['concurrency_limit_exceeded'],
  handle(call) {
    const after = call.c.req.header('last-event-id') || null;
    return eventStreamReply(call, { userId: call.caller.userId, trackId: null, after });
  },
});
