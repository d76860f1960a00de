import type { Upload } from '@impresario/protocol';
import { ImpresarioError } from '../impresario-error.ts';
import type { CallOptions } from '../track-calls.ts';
import type { Transport } from '../transport.ts';
import { limitedTo } from './limited-to.ts';
import { sendByFetch } from './send-by-fetch.ts';
import { sendByXhr } from './send-by-xhr.ts';

const bytesMax = 50 * 1024 * 1024;

/** How far an upload is. */
export interface UploadProgress {
  /** Handed to the network so far. */
  bytes: number;
  /** From 0 to 1; null where the size of the whole is not known. */
  share: number | null;
}

export interface UploadOptions extends CallOptions {
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** What the file is called; a `File` brings its own name. */
  name?: string | undefined;
}

/** One file on its way, whatever carries it. */
export interface Sending {
  readonly name: string;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: UploadProgress) => void;
}

/** Reference audio of the user. Several may be sent at once. */
export function createUploads(transport: Transport) {
  return {
    /**
     * Hands over reference audio, usable as `referenceAssetId`. The file is streamed from where it is. More than 50 MB
     * is refused with `payload_too_large`, before anything is sent where the size is known.
     */
    create: async (
      file: Blob | ReadableStream<Uint8Array>,
      { onProgress = () => {}, signal, name = nameOf(file) }: UploadOptions = {},
    ): Promise<Upload> => {
      signal?.throwIfAborted();
      if (file instanceof Blob && file.size > bytesMax) throw tooLarge();
      const sending: Sending = { name, signal, onProgress };
      // `fetch` tells nothing of how far it is, and in pages cannot stream a body: there the older way does both.
      if (transport.isSystemFetch && typeof XMLHttpRequest !== 'undefined') {
        const whole =
          file instanceof Blob ? file : await new Response(limitedTo(bytesMax, file, tooLarge)).blob();
        return sendByXhr(transport, whole, sending);
      }
      const [stream, size] = file instanceof Blob ? [file.stream(), file.size] : [file, null];
      return sendByFetch(transport, limitedTo(bytesMax, stream, tooLarge), size, sending);
    },
  };
}

function nameOf(file: Blob | ReadableStream): string {
  return 'name' in file && typeof file.name === 'string' && file.name !== '' ? file.name : 'audio';
}

function tooLarge(): ImpresarioError {
  const detail = 'The file is larger than 50 MB, which is the most that can be handed over.';
  return new ImpresarioError({ code: 'payload_too_large', detail });
}
