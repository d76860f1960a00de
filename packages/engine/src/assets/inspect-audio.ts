/** Magic bytes of what we store as audio. */
const signatures: readonly {
  readonly mimeType: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}[] = [
  { mimeType: 'audio/mpeg', offset: 0, bytes: [0x49, 0x44, 0x33] },
  { mimeType: 'audio/wav', offset: 0, bytes: [0x52, 0x49, 0x46, 0x46] },
  { mimeType: 'audio/flac', offset: 0, bytes: [0x66, 0x4c, 0x61, 0x43] },
  { mimeType: 'audio/ogg', offset: 0, bytes: [0x4f, 0x67, 0x67, 0x53] },
  { mimeType: 'audio/mp4', offset: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
];

/** The type the first bytes show, whatever a header claimed; null when it is none that we know. */
function sniffAudio(bytes: Uint8Array): string | null {
  const known = signatures.find(({ offset, bytes: magic }) =>
    magic.every((byte, i) => bytes[offset + i] === byte),
  );
  if (known) return known.mimeType;
  const frameSync = bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;
  return frameSync ? 'audio/mpeg' : null;
}

export type AudioInspection =
  | { readonly kind: 'audio'; readonly mimeType: string; readonly durationSeconds: number }
  | { readonly kind: 'damaged'; readonly reason: string };

/**
 * Whether bytes are a whole piece of audio (GEN-6). A truncated MP3 still parses (music-metadata 12, read
 * 2026-11-22), so its length is compared with the promised one where there is one.
 */
export async function inspectAudio(
  bytes: Uint8Array,
  promisedSeconds: number | null,
): Promise<AudioInspection> {
  const mimeType = sniffAudio(bytes);
  if (!mimeType) return { kind: 'damaged', reason: 'its first bytes are not those of audio' };
  let durationSeconds: number | undefined;
  try {
    // Loaded when first needed: a start does not wait for it.
    const { parseBuffer } = await import('music-metadata');
    const { format } = await parseBuffer(
      bytes,
      { mimeType, size: bytes.byteLength },
      { duration: true, skipCovers: true },
    );
    durationSeconds = format.duration;
  } catch {
    return { kind: 'damaged', reason: 'it cannot be read as audio' };
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
