import type { Track, Version } from '@impresario/protocol';

/** One thing that can be played: a version, or one stem of it, and the track it belongs to. */
export interface Playable {
  readonly track: Track;
  readonly version: Version;
  /** Which stem; the whole version without it. */
  readonly stem?: string;
}

/** Where the sound of something playable is: its file, or the provider's stream while there is none (GEN-5). */
export function soundUrl({ version, stem }: Playable): string | null {
  if (stem !== undefined) return version.stems.find(({ name }) => name === stem)?.audio.url ?? null;
  return version.audio?.url ?? version.streamUrl;
}

/** A version can be played once its file is there; while its track is being made, also from the provider's stream (GEN-5). */
export function isPlayable({ audio, streamUrl }: Version, isUnderWay: boolean): boolean {
  return audio !== null || (isUnderWay && streamUrl !== null);
}

/** Whether both are the same sound, maybe known at different times. */
export function isSameSound(a: Playable | null, b: Playable | null): boolean {
  return a !== null && b !== null && a.version.id === b.version.id && a.stem === b.stem;
}
