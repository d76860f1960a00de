export { bundledSoundFont } from './bundled-sound-font.ts';
export { createLocalProvider, type LocalProviderOptions } from './provider.ts';
export { judgeStyle, type StyleJudgement } from './judge-style.ts';
export { styles } from './compose/index.ts';
export { loadSoundFont } from './render/index.ts';
