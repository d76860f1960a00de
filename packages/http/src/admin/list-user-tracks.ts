import { pageSchema, trackStatuses, userTrackSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { cursorParameter, invalidCursor, limitParameter } from '../requests/page-parameters.ts';
import { userIdParameter } from './one-user.ts';

export const listUserTracks = operation({
  id: 'listUserTracks',
  method: 'get',
  path: '/v1/admin/tracks',
  tag: 'Administration',
  summary: 'List tracks of everybody',
  description: 'Newest first, and the work beside them; without titles, prompts, lyrics and files.',
  access: 'admin',
  query: z.object({
    limit: limitParameter,
    cursor: cursorParameter,
    status: z.enum(trackStatuses).optional(),
    userId: userIdParameter.optional(),
    stuck: z.enum(['true', 'false']).optional().describe('`true`: only what nothing will move any more.'),
  }),
  replies: {
    200: { description: 'One page.', content: { 'application/json': pageSchema(userTrackSchema) } },
  },
  problems: [],
  async handle({ c, query, services }) {
    const page = await services.engine.listUserTracks({
      limit: query.limit,
      cursor: query.cursor ?? null,
      status: query.status ?? null,
      userId: query.userId ?? null,
      stuckOnly: query.stuck === 'true',
    });
    return page ? jsonReply(c, 200, page) : invalidCursor();
  },
});
