/** What is stored, each media type with the ending of its key. */
const endings: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'application/json': 'json',
};

const types: ReadonlyMap<string, string> = new Map(
  Object.entries(endings).map(([type, ending]) => [ending, type]),
);

/** undefined for a type that is not stored. */
export function endingOf(mimeType: string): string | undefined {
  return endings[mimeType];
}

/** The media type of a stored file, by its key. */
export function typeOfKey(key: string): string {
  return types.get(key.slice(key.lastIndexOf('.') + 1)) ?? 'application/octet-stream';
}
