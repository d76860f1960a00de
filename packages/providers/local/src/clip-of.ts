import { emptyClip, type Artifact, type Clip } from '@impresario/provider';
import type { RenderedSong } from './render/pool/job.ts';

const artifact = (bytes: Uint8Array, mimeType: string): Artifact => ({ kind: 'bytes', bytes, mimeType });

/** A new version: the song with everything that belongs to it. */
export function clipOf(song: RenderedSong, variantIndex: number): Clip {
  return {
    ...emptyClip(variantIndex),
    title: song.title,
    lyrics: song.lyrics,
    durationSeconds: song.durationSeconds,
    sections: song.sections.map(({ kind, label, startSeconds, endSeconds }) => ({
      kind,
      label,
      startSeconds,
      endSeconds,
    })),
    audio: artifact(song.mp3, 'audio/mpeg'),
    cover: artifact(song.cover, 'image/jpeg'),
    peaks: artifact(song.peaks, 'application/json'),
    stems: stemsOf(song),
  };
}

/** Files made beside a version that exists already. */
export function sideClipOf(song: RenderedSong, variantIndex: number): Clip {
  return {
    ...emptyClip(variantIndex),
    stems: stemsOf(song),
    wav: song.wav ? artifact(song.wav, 'audio/wav') : null,
  };
}

function stemsOf(song: RenderedSong): Clip['stems'] {
  return (song.stems ?? []).map(({ name, mp3 }) => ({ name, audio: artifact(mp3, 'audio/mpeg') }));
}
