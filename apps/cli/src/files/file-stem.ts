const bytesMax = 80;
// Windows keeps these names for devices, whatever extension follows.
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/**
 * A file name without extension from a title: lower case letters and digits of any script with single hyphens
 * between, so that it needs no quoting in a shell. At most 80 bytes; `fallback` when nothing is left.
 */
export function fileStem(title: string | null | undefined, fallback: string): string {
  const words = (title ?? '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const stem = cutBytes(words.replace(/^-+|-+$/g, '')).replace(/-+$/, '');
  if (stem === '') return fallback;
  return reserved.test(stem) ? `${stem}-track` : stem;
}

function cutBytes(text: string): string {
  let kept = '';
  let bytes = 0;
  for (const letter of text) {
    bytes += Buffer.byteLength(letter);
    if (bytes > bytesMax) break;
    kept += letter;
  }
  return kept;
}

const extensions: Readonly<Record<string, string>> = {
  'audio/mpeg': '.mp3',
  'audio/wav': '.wav',
  'audio/x-wav': '.wav',
  'audio/flac': '.flac',
  'audio/mp4': '.m4a',
  'audio/ogg': '.ogg',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
};

/** The extension of a stored file, by its type alone: what an address ends with is the server's affair. */
export function fileExtension(mimeType: string, fallback: string): string {
  return extensions[mimeType.split(';')[0]!.trim().toLowerCase()] ?? fallback;
}
