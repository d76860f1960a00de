export { encodeWav } from './encode/wav.ts';
export { type Peaks, waveformPeaks } from './encode/peaks.ts';
export { tagged, type TagContents } from './encode/tags.ts';
export { Mp3Writer } from './encode/mp3.ts';
export type { RenderedSong, RenderJob } from './pool/job.ts';
export { type After, RenderPool, type RenderPoolOptions } from './pool/render-pool.ts';
export { RenderFailure, type RenderFailureCode } from './render-failure.ts';
export {
  type MasteredSong,
  type OnProgress,
  type RenderOptions,
  renderSong,
  type RenderStage,
} from './render-song.ts';
export { eachStemBlock, renderStems, type SongGains, type StemBlock, type StemFile } from './render-stems.ts';
export { sampleRateHz } from './sample-rate.ts';
export { bundledSoundFontSha256, loadSoundFont, type SoundFontSource } from './synth/soundfont.ts';
