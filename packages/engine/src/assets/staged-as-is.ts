import type { Artifact, Clip } from '@impresario/provider';
import type { RemoteFile, StagedClip } from './staged-clip.ts';

/** A clip whose files all stand at addresses, as tasks report them; bytes in memory are left out. */
export function stagedAsIs(clip: Clip): StagedClip {
  return {
    ...clip,
    audio: remote(clip.audio),
    cover: remote(clip.cover),
    video: remote(clip.video),
    peaks: remote(clip.peaks),
    stems: clip.stems.flatMap(({ name, audio }) => {
      const file = remote(audio);
      return file ? [{ name, audio: file }] : [];
    }),
  };
}

function remote(artifact: Artifact | null): RemoteFile | null {
  return artifact?.kind === 'url' ? artifact : null;
}
