import type { Upload } from '@impresario/protocol';
import { connectionFailure, readFailure } from '../read-failure.ts';
import type { Transport } from '../transport.ts';
import type { Sending } from './create-uploads.ts';
import { patienceWith } from './patience-with.ts';

/** Sends a file as browsers have always done, which is the only way of theirs that tells how far it is. */
export async function sendByXhr(
  transport: Transport,
  file: Blob,
  { name, signal, onProgress }: Sending,
): Promise<Upload> {
  const { url, headers } = await transport.prepare('/v1/uploads');
  const patience = patienceWith(transport, signal);
  const form = new FormData();
  form.set('file', file, name);
  try {
    const response = await exchange(url, headers, form, patience.signal, ({ loaded, total }) => {
      patience.renew();
      // Counts the form around the file too, which is a few hundred bytes.
      onProgress({ bytes: Math.min(loaded, file.size), share: total === 0 ? 1 : loaded / total });
    });
    if (!response.ok) throw await readFailure(response, transport.clock);
    return (await response.json()) as Upload;
  } catch (error) {
    throw patience.reasonFor(error);
  } finally {
    patience.end();
  }
}

function exchange(
  url: string,
  headers: Readonly<Record<string, string>>,
  form: FormData,
  signal: AbortSignal,
  onProgress: (event: ProgressEvent) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = () => {
      request.abort();
      reject(signal.reason as Error);
    };
    request.open('POST', url);
    for (const [field, value] of Object.entries(headers)) request.setRequestHeader(field, value);
    request.upload.onprogress = onProgress;
    request.onload = () => {
      const retryAfter = request.getResponseHeader('retry-after');
      resolve(
        new Response(request.responseText, {
          status: request.status,
          headers: retryAfter === null ? {} : { 'retry-after': retryAfter },
        }),
      );
    };
    request.onerror = () => reject(connectionFailure(null, url));
    request.onloadend = () => signal.removeEventListener('abort', stop);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    request.send(form);
  });
}
