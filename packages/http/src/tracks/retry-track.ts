import { createTrackSchema } from '@impresario/protocol';
import { operation } from '../operation.ts';
import { isRefusal, refuse } from '../replies/refusal.ts';
import { readIdempotencyKey } from '../requests/idempotency-key.ts';
import { admissionAnswer } from './admission-answer.ts';
import { admissionHeaders, admissionProblems, admissionReplies } from './admission-docs.ts';
import { noSuchTrack } from './change-answer.ts';
import { trackParams } from './track-params.ts';

export const retryTrack = operation({
  id: 'retryTrack',
  method: 'post',
  path: '/v1/tracks/{id}/retry',
  tag: 'Tracks',
  summary: 'Make a finished track again',
  description:
    'A new track from the same request, with the fields of the body over it. It is charged like any other; the ' +
    'old track stays as it is.',
  access: 'user',
  params: trackParams,
  headers: admissionHeaders,
  body: {
    schema: createTrackSchema.partial().meta({ id: 'RetryTrack' }),
    isOptional: true,
    example: { seed: 7 },
  },
  replies: admissionReplies('track', 'the new track'),
  problems: admissionProblems,
  async handle(call) {
    const { c, caller, params, body, services } = call;
    const read = readIdempotencyKey(c.req.header('idempotency-key'), body.idempotencyKey);
    if (isRefusal(read)) return read;
    const submission = { caller, idempotencyKey: read.key };
    const admission = await services.engine.retryTrack(submission, params.id, body);
    if (admission.kind === 'not-found') return noSuchTrack();
    if (admission.kind === 'illegal') {
      return refuse(
        'illegal_transition',
        `The track is still ${admission.status}: wait for it, or cancel it first.`,
      );
    }
    return admissionAnswer(call, admission);
  },
});
