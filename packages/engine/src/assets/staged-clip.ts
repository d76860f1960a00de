import type { Clip } from '@impresario/provider';

/** A file that is safe in our store, its row not yet written. */
export interface StoredFile {
  readonly kind: 'stored';
  readonly key: string;
  readonly mimeType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Measured in the file; null for what has no length. */
  readonly durationSeconds: number | null;
}

export interface RemoteFile {
  readonly kind: 'url';
  readonly url: string;
  readonly mimeType?: string;
}

export type StagedFile = StoredFile | RemoteFile;

type Replaced = 'audio' | 'cover' | 'video' | 'peaks' | 'stems';

/** A clip with nothing left in memory: plain JSON, kept on its attempt until every file is stored. */
export interface StagedClip extends Omit<Clip, Replaced> {
  readonly audio: StagedFile | null;
  readonly cover: StagedFile | null;
  readonly video: StagedFile | null;
  readonly peaks: StagedFile | null;
  readonly stems: readonly { readonly name: string; readonly audio: StagedFile }[];
}

/** Every file a clip has, with where it belongs. */
export function filesOf(clip: StagedClip) {
  const { audio, cover, video, peaks } = clip;
  const single = Object.entries({ audio, cover, video, peaks } as const)
    .filter((entry): entry is [string, StagedFile] => entry[1] !== null)
    .map(([kind, file]) => ({ kind: kind as 'audio' | 'cover' | 'video' | 'peaks', name: '', file }));
  return [
    ...single,
    ...clip.stems.map((stem) => ({ kind: 'stem' as const, name: stem.name, file: stem.audio })),
  ];
}

/** Files without which a version is not finished; the others are best effort (GEN-6). */
export function isEssential(kind: string): boolean {
  return kind === 'audio' || kind === 'stem';
}

/** Whether nothing is left to fetch. */
export function isStored(clips: readonly StagedClip[]): boolean {
  return clips.every((clip) => filesOf(clip).every(({ file }) => file.kind === 'stored'));
}
