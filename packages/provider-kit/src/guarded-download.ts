import { Agent, type Dispatcher } from 'undici';
import { DownloadRefused } from './download-refused.ts';
import { errorCode } from './error-code.ts';
import { createLookup, lookupAll, privateAddressCode, type LookupAll } from './lookup-all.ts';
import { faultOf, parseWebUrl } from './public-url.ts';
import { sendOnce } from './send-once.ts';

export interface DownloadedFile {
  /** As the server says, without parameters, in lower case. Not to be believed. */
  readonly mimeType: string | null;
  /** The `Content-Length`; the body has exactly as many bytes, or throws. */
  readonly bytesExpected: number | null;
  /**
   * Throws DownloadRefused (`too-large`, `cut-off`, `idle`), or the signal's reason. To be read to its end or left by a `break`;
   * who does not begin to read aborts the signal.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Throws DownloadRefused, or the signal's reason when that is aborted. The time for the whole is bounded by the signal. */
export type Download = (url: string, signal: AbortSignal) => Promise<DownloadedFile>;

export interface GuardOptions {
  /** Exact origins (scheme, host, port) that may be http and lie in a private network. */
  readonly trustedOrigins: readonly string[];
  readonly bytesMax: number;
  /** How long no byte may arrive, before the reply and within it. */
  readonly idleMs: number;
  readonly redirectsMax?: number;
  readonly resolve?: LookupAll;
}

/**
 * Downloads from addresses that users and providers give (SEC-3). Each hop is https, holds no credentials and leads to public
 * addresses only, unless its origin is trusted; trust is not handed on by a redirect.
 */
export function createGuardedDownload(options: GuardOptions): Download {
  const { resolve = lookupAll, redirectsMax = 5, bytesMax, idleMs } = options;
  const trusted = new Set(options.trustedOrigins.map((origin) => new URL(origin).origin));
  const agentWith = (mayBePrivate: boolean) =>
    new Agent({ connect: { timeout: 10_000, lookup: createLookup(resolve, mayBePrivate) }, allowH2: false });
  const openAgent = agentWith(true);
  const guardedAgent = agentWith(false);

  /** The address of the next hop, and whose connections may go there. */
  function admit(text: string, base?: URL): { readonly url: URL; readonly agent: Agent } {
    const url = parseWebUrl(text, base);
    if (typeof url === 'string') throw new DownloadRefused(url);
    if (trusted.has(url.origin)) return { url, agent: openAgent };
    const fault = faultOf(url);
    if (fault !== null) throw new DownloadRefused(fault);
    return { url, agent: guardedAgent };
  }

  return async (text, signal) => {
    let hop = admit(text);
    for (let redirects = 0; ; redirects += 1) {
      const response = await ask(hop.agent, hop.url, idleMs, signal);
      const location = locationOf(response);
      if (location === null) return receive(response, bytesMax, signal);
      drop(response);
      if (redirects === redirectsMax) throw new DownloadRefused('too-many-redirects');
      hop = admit(location, hop.url);
    }
  };
}

async function ask(
  agent: Agent,
  url: URL,
  idleMs: number,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const headers = { 'user-agent': 'Impresario/0.1', accept: '*/*', 'accept-encoding': 'identity' };
  const request = { method: 'GET', headers, headersTimeout: idleMs, bodyTimeout: idleMs } as const;
  const sent = await sendOnce(agent, url.href, request, signal);
  if (sent.kind === 'response') return sent.response;
  signal.throwIfAborted();
  if (sent.code === privateAddressCode) throw new DownloadRefused('private-address');
  if (sent.code === 'UND_ERR_HEADERS_TIMEOUT') throw new DownloadRefused('idle');
  throw new DownloadRefused('network', { cause: sent.code });
}

function locationOf({ statusCode, headers }: Dispatcher.ResponseData): string | null {
  const { location } = headers;
  return [301, 302, 303, 307, 308].includes(statusCode) && typeof location === 'string' ? location : null;
}

/** Ends a reply that is not read, and its connection. */
function drop({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {}).destroy();
}

function receive(response: Dispatcher.ResponseData, bytesMax: number, signal: AbortSignal): DownloadedFile {
  const { statusCode, headers, body } = response;
  const length = headers['content-length'];
  const bytesExpected = typeof length === 'string' ? Number(length) : null;
  const refuse = (refused: DownloadRefused): never => {
    drop(response);
    throw refused;
  };
  if (statusCode !== 200) refuse(new DownloadRefused('http-status', { status: statusCode }));
  if (bytesExpected !== null && bytesExpected > bytesMax) refuse(new DownloadRefused('too-large'));
  const mimeType = String(headers['content-type'] ?? '')
    .split(';', 1)[0]
    ?.trim()
    .toLowerCase();
  return { mimeType: mimeType || null, bytesExpected, body: readBody(body, bytesExpected, bytesMax, signal) };
}

async function* readBody(
  body: AsyncIterable<Uint8Array>,
  bytesExpected: number | null,
  bytesMax: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) throw new DownloadRefused('too-large');
      yield chunk;
    }
  } catch (error) {
    if (error instanceof DownloadRefused) throw error;
    signal.throwIfAborted();
    throw new DownloadRefused(errorCode(error) === 'UND_ERR_BODY_TIMEOUT' ? 'idle' : 'cut-off');
  }
  if (bytesExpected !== null && bytes !== bytesExpected) throw new DownloadRefused('cut-off');
}
