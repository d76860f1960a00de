import type { Admission } from '@impresario/engine';
import type { Call } from '../operation.ts';
import { jsonTextReply } from '../replies/json-reply.ts';
import { rateLimitHeaders } from '../replies/rate-limit-headers.ts';
import type { Refusal } from '../replies/refusal.ts';
import { admissionRefusal } from './admission-refusal.ts';
import { startedReply, type Made } from './started-reply.ts';

/** The reply to a request that starts something, whichever operation it came through. */
export async function admissionAnswer(
  call: Call<unknown, unknown, unknown>,
  admission: Admission,
  made: Made = 'track',
): Promise<Response | Refusal> {
  if (admission.kind !== 'admitted') return admissionRefusal(call.services, admission);
  const { trackId, replayed, quotas, response } = admission;
  const headers = {
    ...rateLimitHeaders(quotas, 'minute', call.services.clock.now()),
    ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
  };
  return startedReply(call, { made, id: trackId }, headers, (all) =>
    jsonTextReply(call.c, 202, response, all),
  );
}
