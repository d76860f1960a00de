import type { Failure, FailureKind } from '../../failure.ts';

export interface Upstream {
  readonly baseUrl: string;
  readonly apiKey: string;
}

export interface UpstreamRequest {
  readonly phase: Failure['phase'];
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: object;
  readonly signal: AbortSignal;
}

export type UpstreamReply =
  | { readonly kind: 'json'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Errors that end a connection before a byte of the request could leave. */
const nothingSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** One request, no retry. Every fault comes back as a value whose words are ours alone. */
export async function callUpstream(upstream: Upstream, request: UpstreamRequest): Promise<UpstreamReply> {
  const { phase, signal } = request;
  if (signal.aborted) return failed(phase, 'aborted', 'The call was stopped before it began.', 'none');
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${upstream.baseUrl}${request.path}`, {
      method: request.method,
      headers: { authorization: `Bearer ${upstream.apiKey}`, 'content-type': 'application/json' },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal,
    });
    text = await response.text();
  } catch (error) {
    if (signal.aborted)
      return failed(phase, 'aborted', 'The call was stopped before its answer came.', 'unknown');
    const code = errorCode(error);
    const sideEffect = nothingSent.has(code) ? 'none' : 'unknown';
    return failed(phase, 'network', `The connection failed (${code}).`, sideEffect);
  }
  const body = parseObject(text);
  if (response.ok && body) return { kind: 'json', body };
  if (response.ok || !body) {
    const message = `The answer was not the expected JSON (HTTP ${response.status}).`;
    return failed(phase, 'bad-response', message, 'unknown', { status: response.status });
  }
  return { kind: 'failed', failure: readError(phase, response, body) };
}

const kinds: Readonly<Record<number, FailureKind>> = {
  400: 'invalid-request',
  401: 'auth',
  402: 'no-credit',
  404: 'task-lost',
  413: 'invalid-request',
  422: 'invalid-request',
  429: 'rate-limited',
  503: 'overloaded',
};

function readError(phase: Failure['phase'], response: Response, body: Record<string, unknown>): Failure {
  const { error } = body as { error?: { code?: string } };
  const code = typeof error?.code === 'string' ? error.code : `http_${response.status}`;
  const moderated = code === 'moderated';
  const kind = moderated ? 'moderated' : (kinds[response.status] ?? 'upstream-fault');
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return {
    kind,
    phase,
    message: `The provider answered ${response.status} (${code.replace(/[^\w-]/g, '').slice(0, 40)}).`,
    // An answered refusal started nothing; a fault without a promise may have.
    sideEffect: kind === 'upstream-fault' ? 'unknown' : 'none',
    retryable: kind === 'rate-limited' || kind === 'overloaded',
    canFailOver: ['auth', 'no-credit', 'rate-limited', 'overloaded'].includes(kind),
    ...(Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {}),
    upstream: { status: response.status, code },
  };
}

function failed(
  phase: Failure['phase'],
  kind: FailureKind,
  message: string,
  sideEffect: Failure['sideEffect'],
  upstream: Failure['upstream'] = {},
): UpstreamReply {
  const harmless = sideEffect === 'none' || phase === 'poll';
  const retryable = harmless && kind !== 'aborted';
  return {
    kind: 'failed',
    failure: { kind, phase, message, sideEffect, retryable, canFailOver: sideEffect === 'none', upstream },
  };
}

function errorCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined;
  return typeof code === 'string' ? code : 'unknown';
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
