import { Agent, request as send, type Dispatcher, type FormData } from 'undici';

/** A provider's service as an adapter talks to it. */
export interface FarEnd {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** Sent with every request; the key is among them and appears nowhere else. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface FarRequest {
  readonly method: 'GET' | 'POST';
  /** With its query; ids in it already escaped. */
  readonly path: string;
  readonly json?: object;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** How long no byte may arrive, before the reply and within it. The whole of the call is bounded by `signal`. */
  readonly idleMs?: number;
  readonly bytesMax?: number;
}

/** What became of one request. Never throws; `code` is an error code, never a message. */
export type FarReply =
  /** Any status, its body parsed. */
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: unknown;
    }
  /** A reply that is not JSON: a gateway's page, nothing, half a document. */
  | {
      readonly kind: 'unreadable';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly why: 'not-json' | 'empty' | 'too-large' | 'cut-off';
    }
  /** No byte of the request left this machine. */
  | { readonly kind: 'not-sent'; readonly code: string }
  /** It was sent, and nobody knows what came of it. */
  | { readonly kind: 'unanswered'; readonly code: string; readonly aborted: boolean };

export type FarStream =
  | {
      readonly kind: 'stream';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Throws when the connection ends early. */
      readonly body: AsyncIterable<Uint8Array>;
    }
  | Extract<FarReply, { kind: 'not-sent' | 'unanswered' }>;

/** Ordinary, because gateways refuse requests without one as if the key were wrong. */
const userAgent = 'Impresario/0.1 (+https://github.com/impresario)';
const bytesMaxDefault = 8 * 1024 * 1024;
const idleMsDefault = 60_000;
const connectMs = 10_000;

/** One pool for all adapters of a process. Its deadlines are given with each request. */
const agent = new Agent({ connect: { timeout: connectMs }, headersTimeout: 0, bodyTimeout: 0 });

/** Errors that end a connection before a byte of the request could leave. */
const nothingSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** One request, no retry, no redirect. Whatever happens comes back as a value. */
export async function callFarEnd(end: FarEnd, request: FarRequest): Promise<FarReply> {
  const opened = await openStream(end, request);
  if (opened.kind !== 'stream') return opened;
  const { status, headers } = opened;
  const read = await readText(opened.body, request.bytesMax ?? bytesMaxDefault);
  if (request.signal.aborted) return { kind: 'unanswered', code: 'aborted', aborted: true };
  if (read.kind !== 'text') return { kind: 'unreadable', status, headers, why: read.kind };
  if (read.text.trim() === '') return { kind: 'unreadable', status, headers, why: 'empty' };
  try {
    return { kind: 'json', status, headers, body: JSON.parse(read.text) as unknown };
  } catch {
    return { kind: 'unreadable', status, headers, why: 'not-json' };
  }
}

/** One request whose reply is read as it comes. */
export async function openStream(end: FarEnd, request: FarRequest): Promise<FarStream> {
  const { signal } = request;
  if (signal.aborted) return { kind: 'not-sent', code: 'aborted' };
  try {
    const response = await send(`${end.baseUrl}${request.path}`, requestOptions(end, request));
    const headers = plainHeaders(response.headers);
    return { kind: 'stream', status: response.statusCode, headers, body: response.body };
  } catch (error) {
    if (signal.aborted) return { kind: 'unanswered', code: 'aborted', aborted: true };
    const code = codeOf(error);
    return nothingSent.has(code) ? { kind: 'not-sent', code } : { kind: 'unanswered', code, aborted: false };
  }
}

function requestOptions(end: FarEnd, request: FarRequest): Parameters<typeof send>[1] {
  const { method, json, form, signal } = request;
  const idleMs = request.idleMs ?? idleMsDefault;
  return {
    dispatcher: agent,
    method,
    headers: {
      'user-agent': userAgent,
      accept: 'application/json',
      ...(json && { 'content-type': 'application/json' }),
      ...end.headers,
      ...request.headers,
    },
    body: json ? JSON.stringify(json) : (form ?? null),
    signal,
    headersTimeout: idleMs,
    bodyTimeout: idleMs,
  };
}

type Read = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'too-large' | 'cut-off' };

async function readText(body: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Read> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) return { kind: 'too-large' };
      chunks.push(chunk);
    }
  } catch {
    return { kind: 'cut-off' };
  }
  return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') };
}

function plainHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The code of an error or of what caused it; letters only, so that it may be shown. */
function codeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === 'string') return code.replace(/\W/g, '').slice(0, 40);
  }
  return 'unknown';
}
