import { fileURLToPath } from 'node:url';
import { bundledSoundFontSha256, type SoundFontSource } from './render/index.ts';

/** The instruments that ship with this package (MIT; the notice stands beside the file). */
export const bundledSoundFont: SoundFontSource = {
  path: fileURLToPath(new URL('../soundfont/gm-core.sf3', import.meta.url)),
  sha256: bundledSoundFontSha256,
};
