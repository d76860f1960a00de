import { Agent, type FormData } from 'undici';
import { sendOnce } from './send-once.ts';

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
  /** No byte of the request left this machine; certain. */
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

export type OpenStream = Extract<FarStream, { kind: 'stream' }>;

/** There is one, because gateways refuse requests without it as if the key were wrong. */
const userAgent = 'Impresario/0.1';
const bytesMaxDefault = 8 * 1024 * 1024;
const idleMsDefault = 60_000;

const connect = { timeout: 10_000 };

/** HTTP/1.1 only: the rules of HTTP/2 let a client send a request again that the server left unprocessed. */
const looking = new Agent({ connect, allowH2: false });

/**
 * A POST has a connection of its own. On one kept from before, the server may be closing its end while the request is on its
 * way, and then nobody can tell whether it was read; for a request that costs money that doubt is dearer than a handshake.
 */
const starting = new Agent({ connect, allowH2: false, pipelining: 0 });

/** One request, no retry, no redirect. Whatever happens comes back as a value. */
export async function callFarEnd(end: FarEnd, request: FarRequest): Promise<FarReply> {
  const opened = await openStream(end, request);
  return opened.kind === 'stream' ? readReply(opened, request) : opened;
}

/** The whole of a reply that was opened as a stream and is none. */
export async function readReply(
  { status, headers, body }: OpenStream,
  { signal, bytesMax = bytesMaxDefault }: Pick<FarRequest, 'signal' | 'bytesMax'>,
): Promise<FarReply> {
  const read = await readText(body, bytesMax);
  // An answer that came whole counts, even if its reader was told to stop a moment later: it may name a task that costs.
  if (read.kind === 'cut-off' && signal.aborted)
    return { kind: 'unanswered', code: 'aborted', aborted: true };
  if (read.kind !== 'text') return { kind: 'unreadable', status, headers, why: read.kind };
  if (read.text.trim() === '') return { kind: 'unreadable', status, headers, why: 'empty' };
  try {
    return { kind: 'json', status, headers, body: JSON.parse(read.text) as unknown };
  } catch {
    return { kind: 'unreadable', status, headers, why: 'not-json' };
  }
}

/**
 * One request whose reply is read as it comes. The body holds a connection until it is read to its end, left by a `break`,
 * or stopped by the signal; one of these must happen.
 */
export async function openStream(end: FarEnd, request: FarRequest): Promise<FarStream> {
  const { method, json, form, signal, idleMs = idleMsDefault } = request;
  const sent = await sendOnce(
    method === 'POST' ? starting : looking,
    `${end.baseUrl}${request.path}`,
    {
      method,
      headers: mergeHeaders(
        { 'user-agent': userAgent, accept: 'application/json' },
        json && { 'content-type': 'application/json' },
        end.headers,
        request.headers,
      ),
      body: json ? JSON.stringify(json) : (form ?? null),
      headersTimeout: idleMs,
      bodyTimeout: idleMs,
    },
    signal,
  );
  if (sent.kind !== 'response') return sent;
  const { statusCode, headers, body } = sent.response;
  return { kind: 'stream', status: statusCode, headers: plainHeaders(headers), body };
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
  // Unlike Buffer.toString this passes over a byte order mark, which JSON.parse would not take.
  return { kind: 'text', text: new TextDecoder().decode(Buffer.concat(chunks)) };
}

/** Later ones win, whatever the case of their names: a header sent twice is an error to some gateways. */
function mergeHeaders(
  ...parts: readonly (Readonly<Record<string, string>> | undefined)[]
): Record<string, string> {
  const entries = parts.flatMap((part) => Object.entries(part ?? {}));
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

function plainHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
