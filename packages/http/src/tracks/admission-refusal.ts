import type { Admission, QuotaState } from '@impresario/engine';
import type { ProblemCode } from '@impresario/protocol';
import { rateLimitHeaders } from '../replies/rate-limit-headers.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import type { Services } from '../services.ts';

export type Refused = Exclude<Admission, { kind: 'admitted' }>;

const PROVIDER_BACK_SECONDS = 60;

const codeOfLimit: Record<QuotaState['name'], ProblemCode> = {
  minute: 'rate_limit_exceeded',
  day: 'daily_limit_exceeded',
  concurrent: 'concurrency_limit_exceeded',
};

const wordsOfLimit: Record<QuotaState['name'], string> = {
  minute: 'Too much of this kind was started within a minute.',
  day: 'All tracks of this day (UTC) are used up.',
  concurrent: 'As many tracks as the plan allows are being made already.',
};

/** What the engine refused, as the refusal a client is told, whichever operation it came through. */
export async function admissionRefusal(services: Services, refused: Refused): Promise<Refusal> {
  switch (refused.kind) {
    case 'limited':
      return limited(services, refused);
    case 'insufficient-credits':
      return tooFewCredits(refused);
    case 'idempotency-mismatch':
      return refuse(
        'idempotency_mismatch',
        'This idempotency key was used for another request. Send that request again unchanged, or use a new key.',
      );
    case 'track-id-taken':
      // A track of somebody else does not exist for the caller (SEC-1).
      return refused.byCaller
        ? refuse('illegal_transition', 'A track with this `trackId` exists already; use a new id.')
        : refuse('not_found', 'This `trackId` cannot be used; use a new one.');
    case 'unknown-provider':
      return atFault('validation_failed', `There is no provider "${refused.asked}" here.`, [
        { parameter: 'provider', message: `is not one of: ${refused.available.join(', ')}` },
      ]);
    case 'invalid':
      return atFault('validation_failed', 'The body is not valid; see `errors`.', refused.faults);
    case 'unsupported':
      return atFault(
        'unsupported_parameter',
        'The model cannot honour the request to the letter; see `errors`.',
        refused.warnings,
      );
    case 'unsupported-operation':
      return refuse('unsupported_operation', await whatItCanDo(services, refused));
    case 'provider-unavailable':
      return refuse('provider_unavailable', refused.detail, {
        extra: { retryAfter: PROVIDER_BACK_SECONDS },
        headers: { 'retry-after': String(PROVIDER_BACK_SECONDS) },
      });
  }
}

export function tooFewCredits({ balance, required }: { balance: number; required: number }): Refusal {
  return refuse(
    'insufficient_credits',
    `This costs ${required} ${required === 1 ? 'credit' : 'credits'}; ${balance} are left.`,
    {
      extra: { balance, required },
    },
  );
}

function atFault(
  code: ProblemCode,
  detail: string,
  faults: readonly { readonly parameter: string; readonly message: string }[],
): Refusal {
  const errors = faults.map(({ parameter, message }) => ({ pointer: `/${parameter}`, detail: message }));
  return refuse(code, detail, { extra: { errors } });
}

async function whatItCanDo(
  { engine }: Services,
  { provider, operation }: Extract<Refused, { kind: 'unsupported-operation' }>,
): Promise<string> {
  const listed = (await engine.listProviders()).find(({ id }) => id === provider);
  const able = listed?.operations.join(', ') ?? '';
  return `The provider "${provider}" cannot do ${operation}${able === '' ? '.' : `; it can do: ${able}.`}`;
}

function limited({ clock }: Services, refused: Extract<Refused, { kind: 'limited' }>): Refusal {
  const { by, quotas, retryAfterSeconds, resetAt, activeTrackIds } = refused;
  const retryAfter = Math.max(1, Math.ceil(retryAfterSeconds));
  return refuse(codeOfLimit[by], `${wordsOfLimit[by]} Try again in ${retryAfter} s.`, {
    extra: {
      resetAt: resetAt.toISOString(),
      retryAfter,
      remaining: 0,
      ...(by === 'concurrent' ? { activeTrackIds: [...activeTrackIds] } : {}),
    },
    headers: { ...rateLimitHeaders(quotas, by, clock.now()), 'retry-after': String(retryAfter) },
  });
}
