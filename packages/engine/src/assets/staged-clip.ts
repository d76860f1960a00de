import type { Operation } from '@impresario/protocol';
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
  /** The address it came from, while its track is unfinished. */
  readonly from?: string;
}

export interface RemoteFile {
  readonly kind: 'url';
  readonly url: string;
  readonly mimeType?: string;
}

export type StagedFile = StoredFile | RemoteFile;

const singleKinds = ['audio', 'cover', 'video', 'peaks', 'wav'] as const;
type SingleKind = (typeof singleKinds)[number];
export type FileKind = SingleKind | 'stem';
type Replaced = SingleKind | 'stems';

export type FilesOf<File> = Omit<Clip, Replaced> & {
  readonly [Kind in SingleKind]: File | null;
} & { readonly stems: readonly { readonly name: string; readonly audio: File }[] };

/** A clip with nothing left in memory: plain JSON, kept on its attempt until every file is stored. */
export type StagedClip = FilesOf<StagedFile>;

/** Every file a clip has, with where it belongs. */
export function filesOf<File>(clip: FilesOf<File>) {
  const single = singleKinds.flatMap((kind) => {
    const file = clip[kind];
    return file ? [{ kind: kind, name: '', file }] : [];
  });
  const stems = clip.stems.map(({ name, audio }) => ({ kind: 'stem' as const, name, file: audio }));
  return [...single, ...stems];
}

/** A clip with files of one kind of place, replaced one by one; null leaves a file out. */
export function withFiles<From, To>(
  clip: FilesOf<From>,
  each: (kind: FileKind, name: string, file: From) => To | null,
): FilesOf<To> {
  const single = (kind: SingleKind) => clip[kind] && each(kind, '', clip[kind]);
  return {
    ...clip,
    audio: single('audio'),
    cover: single('cover'),
    video: single('video'),
    peaks: single('peaks'),
    wav: single('wav'),
    stems: clip.stems.flatMap(({ name, audio }) => {
      const file = each('stem', name, audio);
      return file ? [{ name, audio: file }] : [];
    }),
  };
}

/** The same, each file brought by something that takes time, all side by side. */
export async function bringFiles<From, To>(
  clip: FilesOf<From>,
  bring: (kind: FileKind, name: string, file: From) => Promise<To | null>,
): Promise<FilesOf<To>> {
  const brought = new Map<string, To | null>();
  const nameOf = (kind: FileKind, name: string) => `${kind}/${name}`;
  await Promise.all(
    filesOf(clip).map(async ({ kind, name, file }) => {
      brought.set(nameOf(kind, name), await bring(kind, name, file));
    }),
  );
  return withFiles(clip, (kind, name) => brought.get(nameOf(kind, name)) ?? null);
}

/** A clip told of anew, with what is in our store of it already. */
export function keepStored(clip: StagedClip, before: readonly StagedClip[]): StagedClip {
  const earlier = before.find(({ variantIndex }) => variantIndex === clip.variantIndex);
  if (!earlier) return clip;
  const stored = filesOf(earlier).filter(({ file }) => file.kind === 'stored');
  return withFiles(
    clip,
    (kind, name, file) => stored.find((one) => one.kind === kind && one.name === name)?.file ?? file,
  );
}

/** Files without which an operation is not finished; the others are best effort (GEN-6). */
export function isEssential(operation: Operation, kind: FileKind): boolean {
  switch (operation) {
    case 'stems':
      return kind === 'stem';
    case 'wav':
      return kind === 'wav';
    case 'video':
      return kind === 'video';
    default:
      return kind === 'audio' || kind === 'stem';
  }
}

/** Whether nothing is left to fetch. */
export function isStored(clips: readonly StagedClip[]): boolean {
  return clips.every((clip) => filesOf(clip).every(({ file }) => file.kind === 'stored'));
}
