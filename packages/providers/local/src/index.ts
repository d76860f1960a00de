// Kept light: the synthesizer itself is loaded by the workers only.
export { bundledSoundFont } from './bundled-sound-font.ts';
export { createLocalProvider, type LocalProviderOptions } from './provider.ts';
