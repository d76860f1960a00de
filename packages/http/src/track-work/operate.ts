import type { Operated, OperationAsk } from '@impresario/engine';
import type { Call } from '../operation.ts';
import { isRefusal, refuse, type Refusal } from '../replies/refusal.ts';
import { readIdempotencyKey } from '../requests/idempotency-key.ts';
import { admissionAnswer } from '../tracks/admission-answer.ts';
import { noSuchTrack } from '../tracks/change-answer.ts';
import type { Made } from '../tracks/started-reply.ts';

type AnyCall = Call<unknown, unknown, unknown>;

/** Asks the engine, under the key of the header or the body, and answers with what was started. */
export async function operate(
  call: AnyCall,
  ask: OperationAsk,
  makes: Made,
  keyInBody: string | undefined,
): Promise<Response | Refusal> {
  const read = readIdempotencyKey(call.c.req.header('idempotency-key'), keyInBody);
  if (isRefusal(read)) return read;
  const { caller, services } = call;
  const operated = await services.engine.operate({ caller, ask, idempotencyKey: read.key });
  return operatedAnswer(call, operated, makes, '/versionId');
}

/** `versionPointer` says where in the request the version is named. */
export async function operatedAnswer(
  call: AnyCall,
  operated: Operated,
  makes: Made,
  versionPointer: string,
): Promise<Response | Refusal> {
  switch (operated.kind) {
    case 'not-found':
      return noSuchTrack();
    case 'no-such-version':
      return refuse('validation_failed', 'The track has no such version.', {
        extra: { errors: [{ pointer: versionPointer, detail: 'is not a version of this track' }] },
      });
    case 'illegal':
      return refuse(
        'illegal_transition',
        `The track is ${operated.status}; only a completed track can be worked on.`,
      );
    default:
      return admissionAnswer(call, operated, makes);
  }
}
