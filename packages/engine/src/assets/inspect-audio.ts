import type { ReceivedBlob } from '@impresario/storage';
import { sniffFile } from './sniff-file.ts';

export type AudioInspection =
  | { readonly kind: 'audio'; readonly mimeType: string; readonly durationSeconds: number }
  | { readonly kind: 'damaged'; readonly reason: string };

/**
 * Whether a file is a whole piece of audio (GEN-6). A truncated MP3 still parses (music-metadata 12, read
 * 2026-11-22), so its length is compared with the promised one where there is one.
 */
export async function inspectAudio(
  received: ReceivedBlob,
  promisedSeconds: number | null,
): Promise<AudioInspection> {
  const mimeType = sniffFile(received.head);
  if (!mimeType?.startsWith('audio/'))
    return { kind: 'damaged', reason: 'its first bytes are not those of audio' };
  let durationSeconds: number | undefined;
  const content = received.open();
  try {
    // Loaded when first needed: a start does not wait for it.
    const { parseStream } = await import('music-metadata');
    const about = { mimeType, size: received.bytes };
    const { format } = await parseStream(content, about, { duration: true, skipCovers: true });
    durationSeconds = format.duration;
  } catch {
    return { kind: 'damaged', reason: 'it cannot be read as audio' };
  } finally {
    content.destroy();
  }
  if (!durationSeconds) return { kind: 'damaged', reason: 'it has no length' };
  if (promisedSeconds !== null && durationSeconds < promisedSeconds - tolerance(promisedSeconds)) {
    const reason = `it is ${durationSeconds.toFixed(1)} s long instead of ${promisedSeconds.toFixed(1)} s`;
    return { kind: 'damaged', reason };
  }
  return { kind: 'audio', mimeType, durationSeconds };
}

/** Encoders pad and providers round: 2 s or 5 %, whichever is more. */
function tolerance(promisedSeconds: number): number {
  return Math.max(2, promisedSeconds * 0.05);
}
