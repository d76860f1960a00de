import type { OperationAsk } from '@impresario/engine';
import type { z } from 'zod';
import { operation, type Operation } from '../operation.ts';
import { admissionHeaders, admissionProblems, admissionReplies } from '../tracks/admission-docs.ts';
import type { Made } from '../tracks/started-reply.ts';
import { trackParams } from '../tracks/track-params.ts';
import { operate } from './operate.ts';

/** One thing that can be done with a finished track; all of them are asked for in the same way. */
interface OnTrack<B extends z.ZodType> {
  readonly id: string;
  /** The last part of `/v1/tracks/{id}/…`. */
  readonly action: string;
  readonly summary: string;
  readonly description: string;
  readonly makes: Made;
  readonly schema: B;
  readonly isOptional?: boolean;
  readonly example: unknown;
  ask(trackId: string, body: z.output<B>): OperationAsk;
}

export function onTrack<B extends z.ZodType<{ idempotencyKey?: string | undefined }>>(
  declared: OnTrack<B>,
): Operation {
  const { id, action, summary, description, makes, schema, isOptional = false, example } = declared;
  return operation({
    id,
    method: 'post',
    path: `/v1/tracks/{id}/${action}`,
    tag: makes === 'track' ? 'Tracks' : 'Operations',
    summary,
    description,
    access: 'user',
    params: trackParams,
    headers: admissionHeaders,
    body: { schema, isOptional, example },
    replies: admissionReplies(makes, makes === 'track' ? 'the new track' : undefined),
    problems: admissionProblems,
    handle: (call) =>
      operate(call, declared.ask(call.params.id, call.body as z.output<B>), makes, call.body.idempotencyKey),
  });
}
