import type { Upload } from '@impresario/protocol';
import { ImpresarioError } from '../impresario-error.ts';
import type { Transport } from '../transport.ts';
import { newKey } from '../world.ts';
import type { Sending } from './create-uploads.ts';
import { patienceWith } from './patience-with.ts';

/** No limit of its own: `patienceWith` ends it sooner, or not at all. */
const aDayMs = 24 * 3_600_000;

/** Sends a file as a form that is written while it is read, so that no more than a chunk of it is in memory. */
export async function sendByFetch(
  transport: Transport,
  file: ReadableStream<Uint8Array<ArrayBuffer>>,
  size: number | null,
  { name, signal, onProgress }: Sending,
): Promise<Upload> {
  const boundary = `impresario-${newKey()}`;
  const patience = patienceWith(transport, signal);
  let fault: unknown = null;

  const chunks = form(file, name, boundary);
  let bytes = 0;
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (done) return controller.close();
        controller.enqueue(value.bytes);
        if (!value.isFile) return;
        bytes += value.bytes.byteLength;
        patience.renew();
        onProgress({ bytes, share: size === null ? null : bytes / Math.max(size, bytes) });
      } catch (error) {
        fault = error;
        controller.error(error);
      }
    },
    async cancel() {
      await chunks.return();
      await file.cancel().catch(() => undefined);
    },
  });
  try {
    const contentType = `multipart/form-data; boundary=${boundary}`;
    return await transport.json('/v1/uploads', {
      method: 'POST',
      stream: { body, contentType },
      patience: { retryCountMax: 0 },
      replyWithinMs: aDayMs,
      signal: patience.signal,
    });
  } catch (error) {
    // A runtime wraps the fault of a body in words of its own.
    if (fault instanceof ImpresarioError) throw fault;
    throw patience.reasonFor(error);
  } finally {
    patience.end();
  }
}

async function* form(file: ReadableStream<Uint8Array<ArrayBuffer>>, name: string, boundary: string) {
  const text = (words: string) => ({ bytes: new TextEncoder().encode(words), isFile: false });
  // As browsers write a name (HTML, multipart/form-data encoding).
  const quoted = name.replace(/\r\n?|\n/g, '%0D%0A').replaceAll('"', '%22');
  const about = `content-disposition: form-data; name="file"; filename="${quoted}"`;
  yield text(`--${boundary}\r\n${about}\r\ncontent-type: application/octet-stream\r\n\r\n`);
  const reader = file.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      yield { bytes: read.value, isFile: true };
    }
  } finally {
    reader.releaseLock();
  }
  yield text(`\r\n--${boundary}--\r\n`);
}
