import type { HttpContext } from '../services.ts';
import { isRefusal, refuse, type Refusal } from '../replies/refusal.ts';

/** The largest JSON body taken (contract). */
const BODY_BYTES_MAX = 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON of a request's body. Type, then size, then syntax is checked; a body that is too large is not read to
 * its end. `isOptional` takes no body at all as `{}`.
 */
export async function readJsonBody(
  c: HttpContext,
  isOptional: boolean,
): Promise<{ value: unknown } | Refusal> {
  const type = c.req.header('content-type');
  if (isOptional && type === undefined && isBodyless(c)) return { value: {} };
  if (!isJson(type)) {
    return refuse('unsupported_media_type', 'Send the body as `Content-Type: application/json`.');
  }
  const bytes = await readBytes(c);
  if (isRefusal(bytes)) return bytes;
  if (isOptional && bytes.byteLength === 0) return { value: {} };
  try {
    return { value: JSON.parse(utf8.decode(bytes)) as unknown };
  } catch {
    return refuse('validation_failed', 'The body is not JSON in UTF-8.', {
      extra: { errors: [{ pointer: '', detail: 'is not JSON in UTF-8' }] },
    });
  }
}

function isJson(type: string | undefined): boolean {
  const essence = type?.split(';', 1)[0]?.trim().toLowerCase();
  return essence === 'application/json' || /^application\/[\w.-]+\+json$/.test(essence ?? '');
}

function isBodyless(c: HttpContext): boolean {
  const length = c.req.header('content-length');
  return (length === undefined || length === '0') && c.req.header('transfer-encoding') === undefined;
}

async function readBytes(c: HttpContext): Promise<Uint8Array | Refusal> {
  const length = c.req.header('content-length');
  if (length !== undefined && c.req.header('transfer-encoding') === undefined) {
    // The server itself never reads past the announced length, so the quick way is safe.
    if (Number(length) > BODY_BYTES_MAX) return tooLarge();
    return new Uint8Array(await c.req.arrayBuffer());
  }
  return readStream(c.req.raw.body);
}

async function readStream(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array | Refusal> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  const reader = stream?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    byteCount += read.value.byteLength;
    if (byteCount > BODY_BYTES_MAX) {
      // The rest is not ours to read; the connection is closed after the reply.
      void reader?.cancel().catch(() => {});
      return tooLarge();
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Refusal {
  return refuse('payload_too_large', `A body may have at most ${BODY_BYTES_MAX} bytes.`, {
    headers: { connection: 'close' },
  });
}
