import type { Problem } from '@impresario/protocol';
import { ImpresarioError, type ImpresarioErrorCode } from './impresario-error.ts';
import { fieldsOf, parseJson } from './parse-json.ts';
import { within, type Clock } from './world.ts';

// What a proxy in between may say in its own format, beside 502 and above: that it does not reach us. Other statuses without a problem document mean that
// something else than Impresario lives at the address.
const codeByStatus: Readonly<Record<number, ImpresarioErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  413: 'payload_too_large',
  429: 'rate_limit_exceeded',
  500: 'internal_error',
};

const bodyWithinMs = 10_000;

/** The error for a reply outside 200–299. Reads the body, and never fails over what it finds there, or does not. */
export async function readFailure(response: Response, clock: Clock): Promise<ImpresarioError> {
  const { status } = response;
  const retryAfter = readRetryAfter(response.headers.get('retry-after'));
  const body = await within(response.text(), bodyWithinMs, clock).catch(() => null);
  const problem = readProblem(body?.value ?? '');
  if (problem) {
    const { code, detail, retryable } = problem;
    return new ImpresarioError({ code, detail, status, retryable, retryAfter, problem });
  }
  const code = codeByStatus[status] ?? (status > 501 ? 'service_unavailable' : 'network');
  const detail = `The server answered ${status} with something that is not an Impresario reply.`;
  return new ImpresarioError({
    code,
    detail,
    status,
    retryable: status >= 500 || status === 429,
    retryAfter,
  });
}

function readProblem(body: string): Problem | null {
  const value = parseJson(body);
  const { code, detail } = fieldsOf(value);
  return typeof code === 'string' && typeof detail === 'string' ? (value as Problem) : null;
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
