import type { Upload } from '@impresario/protocol';
import { ImpresarioError } from './impresario-error.ts';
import type { CallOptions } from './track-calls.ts';
import type { Transport } from './transport.ts';

const bytesMax = 50 * 1024 * 1024;
const replyWithinMs = 600_000;

export interface UploadOptions extends CallOptions {
  /** How much has left so far, from 0 to 1; null while the whole is not known. */
  onProgress?: (sent: { bytes: number; share: number | null }) => void;
  /** A name for the file. */
  name?: string;
}

/** Reference audio of the user. */
export function createUploads(transport: Transport) {
  return {
    /** Hands over reference audio, usable as `referenceAssetId`. More than 50 MB is refused before it is sent. */
    create: async (
      file: Blob | ReadableStream<Uint8Array>,
      { onProgress, signal, name = 'audio' }: UploadOptions = {},
    ): Promise<Upload> => {
      const blob = file instanceof Blob ? file : await new Response(file).blob();
      if (blob.size > bytesMax) {
        const detail = 'The file is larger than 50 MB, which is the most that can be handed over.';
        throw new ImpresarioError({ code: 'payload_too_large', detail, status: 413 });
      }
      const form = new FormData();
      form.set('file', blob, name);
      onProgress?.({ bytes: 0, share: 0 });
      const upload = await transport.json<Upload>('/v1/uploads', {
        method: 'POST',
        form,
        replyWithinMs,
        signal,
      });
      onProgress?.({ bytes: blob.size, share: 1 });
      return upload;
    },
  };
}
