import type { DrumVoice } from './groove.ts';

/** General MIDI percussion keys, present in all six kits of the bundled SoundFont. */
export const drumKeys: Readonly<Record<DrumVoice, number>> = {
  kick: 36,
  snare: 38,
  rim: 37,
  clap: 39,
  hat: 42,
  pedalHat: 44,
  openHat: 46,
  ride: 51,
  bell: 53,
  crash: 49,
  splash: 55,
  tomHigh: 50,
  tomMid: 47,
  tomLow: 43,
  tambourine: 54,
  shaker: 82,
  cowbell: 56,
  congaHigh: 63,
  congaLow: 64,
  bongoHigh: 60,
  bongoLow: 61,
  claves: 75,
  cabasa: 69,
  triangle: 81,
  // The orchestral kit has kettledrums on 41–53; the player tunes them, see `write-timpani`.
  timpani: 41,
  bassDrum: 35,
};
