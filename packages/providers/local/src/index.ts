export { bundledSoundFont } from './bundled-sound-font.ts';
export { createLocalProvider, type LocalProviderOptions } from './provider.ts';
