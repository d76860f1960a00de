import type { Clip } from '@impresario/provider';
import { withFiles, type StagedClip } from './staged-clip.ts';

/** A clip whose files all stand at addresses, as tasks report them; bytes in memory are left out. */
export function stagedAsIs(clip: Clip): StagedClip {
  return withFiles(clip, (_kind, _name, artifact) => (artifact.kind === 'url' ? artifact : null));
}
