export { judgeStyle, type StyleJudgement } from './judge-style.ts';
export { styles } from './compose/index.ts';
export { loadSoundFont } from './render/index.ts';
