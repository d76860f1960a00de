import { isMusicRequest, type ProviderRequest, type SubmitCall } from '@impresario/provider';
import { typeOfKey } from '../assets/file-types.ts';
import type { Core } from '../core.ts';

const bytesMax = 64 * 1024 * 1024;

/** How an adapter gets at the reference audio of a request: our own file, or fetched with the same care as a result. */
export function referenceReader(
  core: Core,
  request: ProviderRequest,
  signal: AbortSignal,
): SubmitCall['readReference'] {
  if (!isMusicRequest(request)) return null;
  const { referenceKey, referenceAudioUrl } = request;
  if (referenceKey !== null) return () => readStored(core, referenceKey);
  if (referenceAudioUrl === null) return null;
  return async () => {
    const { body, mimeType } = await core.download(referenceAudioUrl, signal);
    return { bytes: await collect(body), mimeType: mimeType ?? 'audio/mpeg' };
  };
}

async function readStored(core: Core, key: string): Promise<{ bytes: Uint8Array; mimeType: string }> {
  const content = await core.blobs.open(key);
  if (!content) throw new Error('The reference audio is not in the store any more.');
  return { bytes: await collect(content as AsyncIterable<Uint8Array>), mimeType: typeOfKey(key) };
}

async function collect(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) throw new Error('The reference audio is larger than 64 MB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
