export type { RenderedSong } from './pool/job.ts';
export { RenderPool } from './pool/render-pool.ts';
export { RenderFailure } from './render-failure.ts';
export { renderSong } from './render-song.ts';
export { sampleRateHz } from './sample-rate.ts';
export { bundledSoundFontSha256, loadSoundFont, type SoundFontSource } from './synth/soundfont.ts';
