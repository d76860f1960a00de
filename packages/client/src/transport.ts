import { ImpresarioError } from './impresario-error.ts';
import { inTime } from './in-time.ts';
import { readFailure } from './read-failure.ts';
import { identityOf, readToken, type Token } from './token.ts';
import { backoffMs, either, systemFetch, type Clock, type Fetch, type Log } from './world.ts';

const retryCountMax = 3;
const replyWithinMs = 30_000;
const retryAfterMaxSeconds = 10;

export interface TransportOptions {
  baseUrl: string;
  token?: Token | undefined;
  fetch: Fetch;
  clock: Clock;
  log: Log;
}

/** How long a call bears with what passes, where that differs from the usual. */
export interface Patience {
  retryCountMax: number;
  /** Limits (429) are waited for when the server asks for no longer than this. */
  limitSecondsMax?: number | undefined;
  onWait?: ((error: ImpresarioError, waitMs: number) => void) | undefined;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** What is undefined is left out. */
  query?: object | undefined;
  body?: unknown;
  /** In place of `body`: bytes that are read while they are sent. */
  stream?: { readonly body: ReadableStream<Uint8Array<ArrayBuffer>>; readonly contentType: string };
  headers?: Readonly<Record<string, string>>;
  /** The server does the work once however often it is asked: then a lost reply may be asked for again. */
  repeatable?: boolean;
  patience?: Patience | undefined;
  /** Longer than usual, where the server was asked to hold its reply. */
  replyWithinMs?: number;
  signal?: AbortSignal | undefined;
  /** Whom it is for (`identityOf`): refused here when the token is somebody else's by now. */
  as?: string | undefined;
}

interface Prepared {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly credentials: 'omit' | 'same-origin';
}

/** Sends requests with the credentials of one client, and tells failures apart. */
export interface Transport {
  readonly clock: Clock;
  readonly log: Log;
  /** The token as it is now; undefined where the page's cookie says who asks. */
  token(): Promise<string | undefined>;
  /** Whether requests go through the runtime's own `fetch`, or through one that was given. */
  readonly isSystemFetch: boolean;
  /** Where and how to send a request, for what does not go through `fetch`. */
  prepare(path: string, call?: Call): Promise<Prepared>;
  /** A path of the API, or a whole address such as a signed file's, made absolute. */
  address(path: string, query?: object): string;
  /** One request, no retry; throws `ImpresarioError` for anything outside 200–299. */
  send(path: string, call?: Call): Promise<Response>;
  /** As `send`, repeated where that is safe, with the JSON of the reply. */
  json<T>(path: string, call?: Call): Promise<T>;
  /** A stored file by its signed address. Carries no token: the signature is in the address, and S3 refuses both. */
  file(url: string, signal?: AbortSignal): Promise<Response>;
}

/** Makes the transport of one client; it holds no connection and no state. */
export function createTransport(options: TransportOptions): Transport {
  const base = options.baseUrl.replace(/\/+$/, '');
  const { clock, log } = options;
  const token = () => readToken(options.token);

  function address(path: string, query: object = {}): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) search.set(name, String(value));
    const suffix = search.size ? `?${search}` : '';
    return (/^https?:/.test(path) ? path : base + path) + suffix;
  }

  async function prepare(path: string, call: Call = {}): Promise<Prepared> {
    const headers: Record<string, string> = { accept: 'application/json', ...call.headers };
    const bearer = await token();
    if (call.as !== undefined && call.as !== identityOf(bearer)) throw otherUser();
    if (bearer) headers['authorization'] = `Bearer ${bearer}`;
    return { url: address(path, call.query), headers, credentials: bearer ? 'omit' : 'same-origin' };
  }

  async function send(path: string, call: Call = {}): Promise<Response> {
    const { url, headers, credentials } = await prepare(path, call);
    const init: RequestInit & { duplex?: 'half' } = { method: call.method ?? 'GET', headers, credentials };
    if (call.body !== undefined) {
      headers['content-type'] = 'application/json';
      init.body = JSON.stringify(call.body);
    } else if (call.stream) {
      headers['content-type'] = call.stream.contentType;
      Object.assign(init, { body: call.stream.body, duplex: 'half' });
    }
    return exchange(url, call, init);
  }

  async function exchange(url: string, call: Call, init: RequestInit): Promise<Response> {
    const cut = new AbortController();
    const asked = options.fetch(url, { ...init, signal: either(call.signal, cut) });
    try {
      const reply = await inTime(asked, {
        url,
        ms: call.replyWithinMs ?? replyWithinMs,
        clock,
        signal: call.signal,
      });
      if (!reply.ok) throw await readFailure(reply, clock);
      return reply;
    } catch (error) {
      // Nobody reads what may still come of it.
      cut.abort();
      throw error;
    }
  }

  return {
    clock,
    log,
    token,
    isSystemFetch: options.fetch === systemFetch,
    prepare,
    address,
    send,
    json: (path, call = {}) =>
      withRetries(call, clock, async () => readJson(await send(path, call), call.signal, clock)),
    file: (url, signal) =>
      withRetries({ signal }, clock, () =>
        exchange(address(url), { signal }, { credentials: 'same-origin' }),
      ),
  };
}

function otherUser(): ImpresarioError {
  const detail = 'Somebody else has signed in since.';
  return new ImpresarioError({ code: 'unauthenticated', detail });
}

async function readJson<T>(response: Response, signal: AbortSignal | undefined, clock: Clock): Promise<T> {
  const { status, url } = response;
  if (status === 204) return undefined as T;
  const text = await inTime(response.text(), { url, ms: replyWithinMs, clock, signal });
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    const detail = 'The server answered with something that is not an Impresario reply.';
    throw new ImpresarioError({ code: 'network', detail, status, cause });
  }
}

const usual: Patience = { retryCountMax };

async function withRetries<T>(call: Call, clock: Clock, attempt: () => Promise<T>): Promise<T> {
  const repeatable = call.repeatable ?? (call.method ?? 'GET') === 'GET';
  const patience = call.patience ?? usual;
  for (let count = 0; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      if (count >= patience.retryCountMax || !mayRepeat(error, repeatable, patience)) throw error;
      const waitMs = waitFor(error, count, clock);
      patience.onWait?.(error, waitMs);
      await clock.sleep(waitMs, call.signal);
    }
  }
}

function waitFor(error: ImpresarioError, count: number, clock: Clock): number {
  // An outage is tried again sooner than it may say; a limit gives nothing before its time.
  const askedSeconds =
    error.status === 429 ? retryAfter(error) : Math.min(retryAfter(error), retryAfterMaxSeconds);
  return Math.max(askedSeconds * 1000, backoffMs(count, 300, 5_000, clock));
}

const retryAfter = (error: ImpresarioError) => error.retryAfter ?? 0;

function mayRepeat(error: unknown, repeatable: boolean, patience: Patience): error is ImpresarioError {
  if (!(error instanceof ImpresarioError) || !error.retryable) return false;
  if (error.code === 'unreachable') return true;
  if (error.status === 429) {
    return error.retryAfter !== null && error.retryAfter <= (patience.limitSecondsMax ?? -1);
  }
  if (!repeatable) return false;
  // The engine's own words, or those of a proxy that does not find it.
  if (['network', 'service_unavailable', 'provider_unavailable'].includes(error.code)) return true;
  // With more patience than usual also after a fault of the server, but a track that took too long takes as long again.
  return patience !== usual && error.code === 'internal_error';
}
