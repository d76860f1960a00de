/** What makes a new track (spec §9). Each counts as a generation. */
export const songOperations = [
  'generate',
  'extend',
  'cover',
  'add-vocals',
  'add-instrumental',
  'replace-section',
] as const;
export type SongOperation = (typeof songOperations)[number];

/** What adds to a version, or answers with words; each has an operation of its own to follow. */
export const sideOperations = [
  'stems',
  'wav',
  'video',
  'persona',
  'lyrics',
  'timestamped-lyrics',
  'style',
] as const;
export type SideOperation = (typeof sideOperations)[number];

export type Operation = SongOperation | SideOperation;

export function isSongOperation(operation: string): operation is SongOperation {
  return (songOperations as readonly string[]).includes(operation);
}

/** What users pay for each operation, in millicredits. */
export type Prices = Readonly<Record<Operation, number>>;

/** The prices of a server whose operator sets no others (CRE-1). */
export const priceMillicredits: Prices = {
  generate: 1000,
  extend: 500,
  cover: 1000,
  'add-vocals': 1000,
  'add-instrumental': 1000,
  'replace-section': 500,
  stems: 500,
  wav: 0,
  video: 500,
  persona: 0,
  lyrics: 100,
  'timestamped-lyrics': 0,
  style: 0,
};

/** Side operations have a bucket of their own: this many a minute on every plan. */
export const sideOperationsPerMinute = 30;
