import type { QuotaState } from '@impresario/engine';

const WINDOW_SECONDS = { minute: 60, day: 86_400, concurrent: null, address: 60 } as const;

/** A quota of the user, or of the address a request comes from. */
type Told = Omit<QuotaState, 'name'> & { readonly name: keyof typeof WINDOW_SECONDS };

/**
 * The quotas as header fields: `RateLimit-Policy` and `RateLimit` as in draft-ietf-httpapi-ratelimit-headers-10,
 * and the older `X-RateLimit-*` of one of them (LIM-2). Only here, because the draft still moves.
 * `leading` is the one the older fields tell of: the refusing one, else that of the minute.
 */
export function rateLimitHeaders(
  quotas: readonly Told[],
  leading: Told['name'],
  now: Date,
): Record<string, string> {
  const told = quotas.find((quota) => quota.name === leading) ?? quotas[0];
  if (!told) return {};
  return {
    'ratelimit-policy': quotas.map(policyOf).join(', '),
    ratelimit: quotas.map(stateOf).join(', '),
    'x-ratelimit-limit': String(told.limit),
    'x-ratelimit-remaining': String(told.remaining),
    'x-ratelimit-reset': String(Math.ceil(now.getTime() / 1000 + (told.resetSeconds ?? 0))),
  };
}

function policyOf({ name, limit }: Told): string {
  const window = WINDOW_SECONDS[name];
  // The draft's text says `requests`, its registry `request`: for requests the unit is therefore left out.
  return window === null
    ? `"${name}";q=${limit};qu="concurrent-requests"`
    : `"${name}";q=${limit};w=${window}`;
}

function stateOf({ name, remaining, resetSeconds }: Told): string {
  const reset = resetSeconds === null ? '' : `;t=${Math.ceil(resetSeconds)}`;
  return `"${name}";r=${remaining}${reset}`;
}
