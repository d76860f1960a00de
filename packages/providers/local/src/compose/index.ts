export { composeCommission, composeScore, readBrief } from './compose-score.ts';
export { presets, type Preset, type PresetId } from './presets.ts';
export { styles } from './styles/index.ts';
