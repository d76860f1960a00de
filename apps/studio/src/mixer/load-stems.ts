import type { Version } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import type { MixFormat } from './mix-format.ts';
import { stemSound, type StemSound } from './stem-sound.ts';

export interface StemsLoading {
  readonly context: AudioContext;
  readonly format: MixFormat;
  readonly signal: AbortSignal;
  /** Of all stems together, 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Of the work, this much is the way over the line. */
const fetchShare = 0.7;

/**
 * Fetches and decodes the stems of a version. The files come side by side and are small; they are decoded one after the
 * other, because each takes 92 MB for a moment at four minutes. Rejects when one cannot be read.
 */
export async function loadStems(
  { stems }: Pick<Version, 'stems'>,
  loading: StemsLoading,
): Promise<StemSound[]> {
  const { context, format, signal, onProgress } = loading;
  const bytesInAll = stems.reduce((sum, { audio }) => sum + audio.bytes, 0) || 1;
  let fetchedBytes = 0;
  let decodedCount = 0;
  const tell = () => {
    const decoded = decodedCount / Math.max(1, stems.length);
    onProgress(Math.min(1, (fetchedBytes / bytesInAll) * fetchShare + decoded * (1 - fetchShare)));
  };
  const files = stems.map(async ({ audio }) => {
    const response = await engine.files.open(audio.url, { signal });
    return readAll(response, (count) => {
      fetchedBytes += count;
      tell();
    });
  });
  // Awaited in turn: one that fails meanwhile must not be taken for one that nobody waits for.
  for (const file of files) file.catch(() => undefined);
  const sounds: StemSound[] = [];
  for (const [index, { name }] of stems.entries()) {
    const bytes = (await files[index]) as ArrayBuffer;
    const decoded = await context.decodeAudioData(bytes);
    signal.throwIfAborted();
    sounds.push(await stemSound(name, decoded, format.channelCount, signal));
    decodedCount++;
    tell();
  }
  return sounds;
}

async function readAll(response: Response, onBytes: (count: number) => void): Promise<ArrayBuffer> {
  if (!response.body) return response.arrayBuffer();
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        onBytes(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
  return new Response(counted).arrayBuffer();
}
