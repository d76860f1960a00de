export { renderSong } from './render-song.ts';
export { sampleRateHz } from './sample-rate.ts';
export { loadSoundFont } from './synth/soundfont.ts';
