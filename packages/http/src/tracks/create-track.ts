import { createTrackSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { isRefusal } from '../replies/refusal.ts';
import { readIdempotencyKey } from '../requests/idempotency-key.ts';
import { admissionAnswer } from './admission-answer.ts';
import { admissionHeaders, admissionProblems, admissionReplies } from './admission-docs.ts';

export const createTrack = operation({
  id: 'createTrack',
  method: 'post',
  path: '/v1/tracks',
  tag: 'Tracks',
  summary: 'Make a track',
  description:
    'Books a provider and takes the price from the credits. The track is made in the background: follow it at ' +
    '`Location`, by its events, or let the reply wait with `Prefer: wait=30`. A request sent again with the same ' +
    '`Idempotency-Key` gets the first reply again and costs nothing.',
  access: 'user',
  headers: admissionHeaders,
  body: {
    schema: createTrackSchema,
    example: { prompt: 'warm lo-fi piano for a rainy evening', styleTags: ['lo-fi'], durationSeconds: 60 },
  },
  replies: admissionReplies('track'),
  problems: admissionProblems,
  async handle(call) {
    const { c, caller, body, services } = call;
    const read = readIdempotencyKey(c.req.header('idempotency-key'), body.idempotencyKey);
    if (isRefusal(read)) return read;
    return admissionAnswer(call, await services.engine.admit({ caller, body, idempotencyKey: read.key }));
  },
});
