import { drumKeys } from '../patterns/drum-keys.ts';
import type { DrumVoice } from '../patterns/groove.ts';
import type { Song, Sound, Window } from '../song.ts';

/** Rows of hand percussion to lay over any groove; sixteenths, read as in `groove.ts`. */
const layers: readonly Partial<Record<DrumVoice, string>>[] = [
  { shaker: 'x-ogx-ogx-ogx-og' },
  { tambourine: '----x-------x---' },
  { shaker: 'o-x-o-x-o-x-o-x-', claves: '---x---x--------' },
  { congaHigh: '--o---x---o-x---', congaLow: '------------o-x-' },
  { tambourine: '--o---x---o---x-' },
  { cabasa: 'xgogxgogxgogxgog' },
];

/** What lies over an orchestra: low drums, not shakers. */
const deepLayers: readonly Partial<Record<DrumVoice, string>>[] = [
  { tomLow: 'x--x--x-x--x--x-', kick: 'X-------X-------' },
  { tomLow: 'x-ooxoo-x-ooxoxo', tomMid: '----------x-----', kick: 'X---------------' },
  { tomMid: '------x-------x-', tomLow: 'X---x---X---x---', kick: 'X-------X---X---' },
];

const forces: Readonly<Record<string, number>> = { X: 0.9, x: 0.72, o: 0.5, g: 0.3 };

/** A hand percussionist: one layer dealt per song, over the drummer's own hand drums. */
export function writePercussion(song: Song, windows: readonly Window[], dealt: readonly Sound[]): Sound[] {
  const dice = song.dice.fork('percussion');
  const layer = dice.pick(song.style.drums?.odd === 'orchestra' ? deepLayers : layers);
  const { stepsPerBar } = song.meter;
  const sounds: Sound[] = dealt.filter((hit) =>
    windows.some((window) => hit.at >= window.from && hit.at < window.to),
  );
  for (const { section, from, to } of windows) {
    const scale = 0.7 + section.intensity * 0.3;
    for (const [voice, row] of Object.entries(layer) as [DrumVoice, string][]) {
      for (let at = from; at < to; at++) {
        const force = forces[row.charAt((at % stepsPerBar) % row.length)];
        if (force !== undefined) sounds.push({ at, length: 1, pitch: drumKeys[voice], force: force * scale });
      }
    }
  }
  return sounds;
}
