import type { OperationAsk } from '@impresario/engine';
import type { z } from 'zod';
import { operation, type Operation } from '../operation.ts';
import { admissionHeaders, admissionProblems, admissionReplies } from '../tracks/admission-docs.ts';
import { operate } from './operate.ts';

/** Words that a provider writes without a track: lyrics, a style. */
interface FromNothing<B extends z.ZodType> {
  readonly id: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly schema: B;
  readonly example: unknown;
  ask(body: z.output<B>): OperationAsk;
}

export function fromNothing<B extends z.ZodType<{ idempotencyKey?: string | undefined }>>({
  schema,
  example,
  ask,
  ...told
}: FromNothing<B>): Operation {
  return operation({
    ...told,
    method: 'post',
    tag: 'Operations',
    access: 'user',
    headers: admissionHeaders,
    body: { schema, example },
    replies: admissionReplies('operation'),
    problems: admissionProblems,
    handle: (call) => operate(call, ask(call.body as z.output<B>), 'operation', call.body.idempotencyKey),
  });
}
