import type { Admission, QuotaState } from '@impresario/engine';
import { isTerminal, type ProblemCode } from '@impresario/protocol';
import { jsonReply, jsonTextReply } from '../replies/json-reply.ts';
import { rateLimitHeaders } from '../replies/rate-limit-headers.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import { preferredWaitSeconds } from '../requests/prefer-wait.ts';
import type { Call } from '../operation.ts';

type AnyCall = Call<unknown, unknown, unknown>;
type Admitted = Extract<Admission, { kind: 'admitted' }>;
type Limited = Extract<Admission, { kind: 'limited' }>;

const codeOfLimit: Record<QuotaState['name'], ProblemCode> = {
  minute: 'rate_limit_exceeded',
  day: 'daily_limit_exceeded',
  concurrent: 'concurrency_limit_exceeded',
};

const wordsOfLimit: Record<QuotaState['name'], string> = {
  minute: 'Too many tracks were started within a minute.',
  day: 'All tracks of this day (UTC) are used up.',
  concurrent: 'As many tracks as the plan allows are being made already.',
};

/** The reply to a request that asks for a track, whichever operation it came through. */
export async function admissionAnswer(call: AnyCall, admission: Admission): Promise<Response | Refusal> {
  switch (admission.kind) {
    case 'admitted':
      return admittedReply(call, admission);
    case 'limited':
      return limited(call, admission);
    case 'insufficient-credits': {
      const { balance, required } = admission;
      return refuse('insufficient_credits', `This costs ${required} credits; ${balance} are left.`, {
        extra: { balance, required },
      });
    }
    case 'idempotency-mismatch':
      return refuse(
        'idempotency_mismatch',
        'This idempotency key was used for another request. Send that request again unchanged, or use a new key.',
      );
    case 'track-id-taken':
      // A track of somebody else does not exist for the caller (SEC-1).
      return admission.byCaller
        ? refuse('illegal_transition', 'A track with this `trackId` exists already; use a new id.')
        : refuse('not_found', 'This `trackId` cannot be used; use a new one.');
    case 'unknown-provider':
      return refuse('validation_failed', `There is no provider "${admission.asked}" here.`, {
        extra: {
          errors: [{ pointer: '/provider', detail: `is not one of: ${admission.available.join(', ')}` }],
        },
      });
    case 'unsupported':
      return refuse(
        'unsupported_parameter',
        'The model cannot honour the request to the letter; see `errors`.',
        {
          extra: {
            errors: admission.warnings.map(({ parameter, message }) => ({
              pointer: `/${parameter}`,
              detail: message,
            })),
          },
        },
      );
  }
}

async function admittedReply(call: AnyCall, admission: Admitted): Promise<Response> {
  const { c, services } = call;
  const headers: Record<string, string> = {
    location: `/v1/tracks/${admission.trackId}`,
    ...rateLimitHeaders(admission.quotas, 'minute', services.clock.now()),
    ...(admission.replayed ? { 'idempotent-replayed': 'true' } : {}),
  };
  const waitSeconds = preferredWaitSeconds(call.c.req.header('prefer'));
  if (waitSeconds > 0) {
    headers['preference-applied'] = `wait=${waitSeconds}`;
    const track = await waitForEnd(call, admission.trackId, waitSeconds);
    if (track) return jsonReply(c, 200, services.presenter.present(track), headers);
  }
  return jsonTextReply(c, 202, admission.response, headers);
}

/** The track once it is terminal, or null when that takes longer or the client has left. */
async function waitForEnd({ c, services, caller }: AnyCall, trackId: string, seconds: number) {
  const tooLong = new AbortController();
  const cancelTimer = services.clock.schedule(() => tooLong.abort(), seconds * 1000);
  const signal = AbortSignal.any([tooLong.signal, c.req.raw.signal]);
  const seen = await services.engine.waitForTrack(caller.userId, trackId, signal).finally(cancelTimer);
  return seen && isTerminal(seen.status) ? seen : null;
}

function limited({ services }: AnyCall, admission: Limited): Refusal {
  const { by, quotas, retryAfterSeconds, resetAt, activeTrackIds } = admission;
  const retryAfter = Math.max(1, Math.ceil(retryAfterSeconds));
  return refuse(codeOfLimit[by], `${wordsOfLimit[by]} Try again in ${retryAfter} s.`, {
    extra: {
      resetAt: resetAt.toISOString(),
      retryAfter,
      remaining: 0,
      ...(by === 'concurrent' ? { activeTrackIds: [...activeTrackIds] } : {}),
    },
    headers: { ...rateLimitHeaders(quotas, by, services.clock.now()), 'retry-after': String(retryAfter) },
  });
}
