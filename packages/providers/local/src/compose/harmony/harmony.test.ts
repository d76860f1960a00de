import { describe, expect, it } from 'vitest';
import { styles } from '../styles/index.ts';
import { readNumeral } from '../theory/roman.ts';
import { keyOf, scaleSteps } from '../theory/scale.ts';
import type { Mode } from '../../score.ts';
import { adaptToMode } from './adapt-to-mode.ts';
import { voiceLead, type VoicingPlan } from './voice-lead.ts';

const modes = Object.keys(scaleSteps) as Mode[];

const plan: VoicingPlan = { low: 48, centre: 60, high: 74, voices: 4, spread: 'close', rootless: false };

describe('harmony', () => {
  it('[PRO-7] reads every chord of every style in every mode', () => {
    for (const style of styles) {
      for (const set of [style.major, style.minor]) {
        for (const progression of Object.values(set).flat() as string[]) {
          for (const numeral of progression.split(/[ _]/)) {
            for (const mode of modes) {
              const { tones } = readNumeral(adaptToMode(numeral, mode), keyOf(2, mode), style.colour);
              expect(tones.length).toBeGreaterThanOrEqual(2);
            }
          }
        }
      }
    }
  });

  it('[PRO-7] names chords as musicians do', () => {
    const symbol = (numeral: string, key = keyOf(0, 'major')): string =>
      readNumeral(numeral, key, 'triad').symbol;
    expect(symbol('ii7')).toBe('Dm7');
    expect(symbol('V7/ii')).toBe('A7');
    expect(symbol('bVII')).toBe('Bb');
    expect(symbol('V:3')).toBe('G/B');
    expect(symbol('bVI', keyOf(8, 'minor', false))).toBe('E');
    expect(symbol('V7/V', keyOf(10, 'major'))).toBe('C7');
    expect(symbol('V:3', keyOf(9, 'minor'))).toBe('E/G#');
    expect(symbol('i', keyOf(6, 'minor'))).toBe('F#m');
    expect(readNumeral('IV', keyOf(0, 'major'), 'ninth').symbol).toBe('Fmaj9');
  });

  it('[PRO-7] leads voices to the next chord by small steps', () => {
    const key = keyOf(9, 'major');
    for (const progression of ['I V vi IV', 'ii7 V7 Imaj7 IVmaj7', 'I bVII IV I', 'vi IV I V']) {
      let before: number[] | null = null;
      for (const numeral of `${progression} ${progression}`.split(' ')) {
        const voicing = voiceLead(readNumeral(numeral, key, 'triad'), before, plan);
        expect(Math.min(...voicing)).toBeGreaterThanOrEqual(plan.low);
        expect(Math.max(...voicing)).toBeLessThanOrEqual(plan.high);
        if (before) {
          const last: number[] = before;
          const moved = voicing.map((pitch) => Math.min(...last.map((other) => Math.abs(other - pitch))));
          expect(moved.reduce((sum, each) => sum + each, 0) / moved.length).toBeLessThanOrEqual(2.5);
        }
        before = voicing;
      }
    }
  });
});
