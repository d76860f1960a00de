interface Signature {
  readonly mimeType: string;
  readonly offset: number;
  readonly bytes: readonly number[];
}

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));

/** Magic bytes of what we store; the first that fits counts. */
const signatures: readonly Signature[] = [
  { mimeType: 'audio/mpeg', offset: 0, bytes: ascii('ID3') },
  { mimeType: 'audio/wav', offset: 8, bytes: ascii('WAVE') },
  { mimeType: 'audio/flac', offset: 0, bytes: ascii('fLaC') },
  { mimeType: 'audio/ogg', offset: 0, bytes: ascii('OggS') },
  { mimeType: 'audio/mp4', offset: 4, bytes: ascii('ftypM4A') },
  { mimeType: 'video/mp4', offset: 4, bytes: ascii('ftyp') },
  { mimeType: 'image/jpeg', offset: 0, bytes: [0xff, 0xd8, 0xff] },
  { mimeType: 'image/png', offset: 0, bytes: [0x89, ...ascii('PNG')] },
  { mimeType: 'image/webp', offset: 8, bytes: ascii('WEBP') },
];

/** The type the first bytes show, whatever a header claimed; null when it is none that we know. */
export function sniffFile(head: Uint8Array): string | null {
  const known = signatures.find(({ offset, bytes }) => bytes.every((byte, i) => head[offset + i] === byte));
  if (known) return known.mimeType;
  const frameSync = head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0;
  return frameSync ? 'audio/mpeg' : null;
}
