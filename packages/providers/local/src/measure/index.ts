export { chroma } from './chroma.ts';
export { KWeighting } from './k-weighting.ts';
export { gainOfDb } from './decibels.ts';
export {
  integratedLufs,
  integratedLufsOfSteps,
  LoudnessMeter,
  loudnessRangeLu,
  loudnessRangeOfSteps,
} from './loudness.ts';
export { findOnsets, onsetDensity } from './onsets.ts';
export { selfSimilarity, type Region } from './self-similarity.ts';
export { findSilences, type Silence } from './silence.ts';
export { spectralCentroidHz } from './spectral-centroid.ts';
export { truePeakDbtp, truePeakGroups } from './true-peak.ts';
