import { refuse, type Refusal } from '../replies/refusal.ts';
import type { HttpContext } from '../services.ts';

/** The request's body, at most `bytesMax`; one that is larger is not read to its end, but refused. */
export async function readBytes(c: HttpContext, bytesMax: number): Promise<Uint8Array | Refusal> {
  const length = c.req.header('content-length');
  if (length !== undefined && c.req.header('transfer-encoding') === undefined) {
    // The server itself never reads past the announced length, so the quick way is safe.
    if (Number(length) > bytesMax) return bodyTooLarge(bytesMax);
    return new Uint8Array(await c.req.arrayBuffer());
  }
  return readStream(c.req.raw.body, bytesMax);
}

async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Uint8Array | Refusal> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  const reader = stream?.getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    byteCount += read.value.byteLength;
    if (byteCount > bytesMax) {
      // The rest is not ours to read; the connection is closed after the reply.
      void reader?.cancel().catch(() => {});
      return bodyTooLarge(bytesMax);
    }
    chunks.push(read.value);
  }
  return Buffer.concat(chunks);
}

/** Also says that the connection is closed, since the rest of the body stays unread. */
export function bodyTooLarge(bytesMax: number): Refusal {
  return refuse('payload_too_large', `A body may have at most ${bytesMax} bytes.`, {
    headers: { connection: 'close' },
  });
}
