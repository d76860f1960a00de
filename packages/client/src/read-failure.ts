import type { Problem } from '@impresario/protocol';
import { ImpresarioError, type ImpresarioErrorCode } from './impresario-error.ts';

// What a proxy in between may say in its own format. Other statuses without a problem document mean that
// something else than Impresario lives at the address.
const codeByStatus: Readonly<Record<number, ImpresarioErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  413: 'payload_too_large',
  429: 'rate_limit_exceeded',
  500: 'internal_error',
  502: 'service_unavailable',
  503: 'service_unavailable',
  504: 'service_unavailable',
};

/** The error for a reply outside 200–299. Reads the body, and never fails over what it finds there. */
export async function readFailure(response: Response): Promise<ImpresarioError> {
  const { status } = response;
  const retryAfter = readRetryAfter(response.headers.get('retry-after'));
  const problem = parseProblem(await response.text().catch(() => ''));
  if (problem) {
    const { code, detail, retryable } = problem;
    return new ImpresarioError({ code, detail, status, retryable, retryAfter, problem });
  }
  const code = codeByStatus[status] ?? 'network';
  const detail = `The server answered ${status} with something that is not an Impresario reply.`;
  return new ImpresarioError({
    code,
    detail,
    status,
    retryable: status >= 500 || status === 429,
    retryAfter,
  });
}

function parseProblem(body: string): Problem | null {
  try {
    const value = JSON.parse(body) as Partial<Problem> | null;
    return typeof value?.code === 'string' && typeof value.detail === 'string' ? (value as Problem) : null;
  } catch {
    return null;
  }
}

function readRetryAfter(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

// Node names the reason in `cause.code`. Browsers keep it from scripts, so there every failure is `network`.
const notConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The error for a `fetch` that threw: `unreachable` when surely nothing was sent, else `network`. */
export function connectionFailure(cause: unknown, url: string): ImpresarioError {
  const reason = (cause as { cause?: { code?: unknown } } | null)?.cause?.code;
  if (typeof reason === 'string' && notConnected.has(reason)) {
    const detail = `Nothing answers at ${originOf(url)} (${reason}).`;
    return new ImpresarioError({ code: 'unreachable', detail, retryable: true, cause });
  }
  const why = typeof reason === 'string' ? ` (${reason})` : '';
  const detail = `The connection to ${originOf(url)} failed${why}.`;
  return new ImpresarioError({ code: 'network', detail, retryable: true, cause });
}

/** The error for a server that took too long to say anything. */
export function silence(url: string, ms: number): ImpresarioError {
  const detail = `${originOf(url)} said nothing for ${Math.round(ms / 1000)} seconds.`;
  return new ImpresarioError({ code: 'network', detail, retryable: true });
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : 'the server';
}
