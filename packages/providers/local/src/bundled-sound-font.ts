import { fileURLToPath } from 'node:url';
import type { SoundFontSource } from './render/synth/soundfont.ts';

/** The instruments that ship with this package (MIT; the notice stands beside the file). */
export const bundledSoundFont: SoundFontSource = {
  path: fileURLToPath(new URL('../soundfont/gm-core.sf3', import.meta.url)),
  sha256: 'db9f8897eaa3a298e8b19b495e98c9d07d879096ed4e5453316036a52d898fa5',
};
