import { trackSchema } from '@impresario/protocol';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { matchesEntityTag } from '../requests/entity-tags.ts';
import { trackParams } from './track-params.ts';
import { noSuchTrack } from './change-answer.ts';

export const getTrack = operation({
  id: 'getTrack',
  method: 'get',
  path: '/v1/tracks/{id}',
  tag: 'Tracks',
  summary: 'Read a track',
  description: 'File addresses are signed and hold for some hours: read the track again for fresh ones.',
  access: 'user',
  params: trackParams,
  headers: z.object({ 'If-None-Match': z.string().optional().describe('The `ETag` of an earlier reply.') }),
  replies: {
    200: { description: 'The track, with an `ETag`.', content: { 'application/json': trackSchema } },
    304: { description: 'It is still as the `ETag` in `If-None-Match` says.' },
  },
  problems: [],
  async handle({ c, caller, params, services }) {
    const track = await services.engine.readTrack(caller.userId, params.id);
    if (!track) return noSuchTrack();
    const headers = { etag: services.presenter.entityTag(track), 'cache-control': 'private, no-cache' };
    if (matchesEntityTag(c.req.header('if-none-match'), headers.etag)) return c.body(null, 304, headers);
    return jsonReply(c, 200, services.presenter.present(track), headers);
  },
});
