import { givenId, pageSchema, text, trackSchema, trackStatuses } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { cursorParameter, invalidCursor, limitParameter } from '../requests/page-parameters.ts';

export const listTracks = operation({
  id: 'listTracks',
  method: 'get',
  path: '/v1/tracks',
  tag: 'Tracks',
  summary: 'List tracks',
  description: 'Newest first, each with its versions.',
  access: 'user',
  query: z.object({
    limit: limitParameter,
    cursor: cursorParameter,
    status: z.enum(trackStatuses).optional(),
    provider: text({ max: 40 }).optional(),
    q: text({ max: 200 }).optional().describe('Words looked for in title, prompt and tags.'),
    sourceTrackId: givenId()
      .optional()
      .describe('Only what came of this track: what was made from it, its retries, its late result.'),
  }),
  replies: {
    200: { description: 'One page.', content: { 'application/json': pageSchema(trackSchema) } },
  },
  problems: [],
  async handle({ c, caller, query, services }) {
    const page = await services.engine.listTracks(caller.userId, {
      limit: query.limit,
      cursor: query.cursor ?? null,
      status: query.status ?? null,
      provider: query.provider ?? null,
      search: query.q?.trim() || null,
      sourceTrackId: query.sourceTrackId ?? null,
    });
    if (!page) return invalidCursor();
    return jsonReply(c, 200, { ...page, data: page.data.map(services.presenter.present) });
  },
});
