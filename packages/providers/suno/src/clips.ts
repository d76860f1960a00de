import { emptyClip, type Artifact, type Clip } from '@impresario/provider';
import { fieldOf, fieldsOf, listOf, numberOf, textOf, urlOf, type Fields } from './fields.ts';

/** The songs of a task as record-info and the callbacks list them, in either casing; numbered by their place. */
export function readTracks(tracks: readonly Fields[]): readonly Clip[] {
  return tracks.map(readTrack);
}

function readTrack(track: Fields, variantIndex: number): Clip {
  const seconds = numberOf(track, 'duration');
  return {
    ...emptyClip(variantIndex),
    providerClipId: textOf(track, 'id'),
    title: textOf(track, 'title'),
    lyrics: lyricsOf(track),
    durationSeconds: seconds !== null && seconds > 0 ? seconds : null,
    streamUrl: urlOf(track, 'streamAudioUrl'),
    audio: artifactOf(track, 'audioUrl'),
    cover: artifactOf(track, 'imageUrl'),
  };
}

/** `prompt` is what is sung; an instrumental has a mark in its place. */
function lyricsOf(track: Fields): string | null {
  const words = textOf(track, 'prompt');
  return words === null || /^\s*\[?instrumental\]?\s*$/i.test(words) ? null : words;
}

function artifactOf(from: Fields, name: string, mimeType?: string): Artifact | null {
  const url = urlOf(from, name);
  return url === null ? null : { kind: 'url', url, ...(mimeType !== undefined && { mimeType }) };
}

/** Done means that every song has its file; two entries alone mean nothing. */
export function isWhole(clips: readonly Clip[]): boolean {
  return clips.length > 0 && clips.every((clip) => clip.audio !== null);
}

/** Stems by their field; `originUrl` is the song itself. */
const stemFields = {
  vocalUrl: 'vocals',
  backingVocalsUrl: 'backing-vocals',
  instrumentalUrl: 'instrumental',
  drumsUrl: 'drums',
  bassUrl: 'bass',
  guitarUrl: 'guitar',
  keyboardUrl: 'keyboard',
  percussionUrl: 'percussion',
  stringsUrl: 'strings',
  synthUrl: 'synth',
  fxUrl: 'fx',
  brassUrl: 'brass',
  woodwindsUrl: 'woodwinds',
} as const;

type Stems = Clip['stems'];

/** The separated stems. Newer answers list some in `originData` alone, with names of their own. */
function readStems(from: Fields): Stems {
  const stems: Stems[number][] = [];
  const add = (name: string, audio: Artifact | null) => {
    const isKnown = stems.some((stem) => stem.name === name || isSameFile(stem.audio, audio));
    if (audio && !isKnown) stems.push({ name, audio });
  };
  for (const [field, name] of Object.entries(stemFields)) add(name, artifactOf(from, field));
  for (const part of listOf(fieldOf(from, 'originData'))) {
    const name = textOf(part, 'stemTypeGroupName');
    if (name !== null) add(name.trim().toLowerCase().replace(/\W+/g, '-'), artifactOf(part, 'audioUrl'));
  }
  return stems;
}

function isSameFile(one: Artifact, other: Artifact | null): boolean {
  return one.kind === 'url' && other?.kind === 'url' && one.url === other.url;
}

export type FileKind = 'wav' | 'stems' | 'mp4';

/** The clip that has only the files a side task made; null while it has none. */
export function readFiles(kind: FileKind, response: unknown, variantIndex: number): Clip | null {
  const from = fieldsOf(response);
  if (!from) return null;
  const clip = emptyClip(variantIndex);
  if (kind === 'stems') {
    const stems = readStems(from);
    return stems.length > 0 ? { ...clip, stems } : null;
  }
  const file =
    kind === 'wav' ? artifactOf(from, 'audioWavUrl', 'audio/wav') : artifactOf(from, 'videoUrl', 'video/mp4');
  if (!file) return null;
  return kind === 'wav' ? { ...clip, wav: file } : { ...clip, video: file };
}

/** The texts of a lyrics task; what failed among them is left out. */
export function readLyricVariants(from: unknown): readonly { title: string | null; text: string }[] {
  return listOf(from).flatMap((item) => {
    const text = textOf(item, 'text');
    if (text === null || textOf(item, 'status')?.toLowerCase() === 'failed') return [];
    return [{ title: textOf(item, 'title'), text }];
  });
}
