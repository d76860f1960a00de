import type { Mode } from '../../score.ts';

/** Chords that would deny a mode, and the chord of the same duty that shows it. */
const turns: Partial<Record<Mode, readonly (readonly [RegExp, string])[]>> = {
  dorian: [
    [/^bVI(?![I])(maj7|maj9|9)?$/, 'IV'],
    [/^iv(7|9)?$/, 'IV'],
    [/^iim7b5$/, 'ii7'],
    [/^V7?(b9|#5)?$/, 'v7'],
  ],
  phrygian: [
    [/^v7?$/, 'bII'],
    [/^V7?(b9|#5)?$/, 'bII'],
    [/^iim7b5$/, 'bII'],
    [/^bVII9?$/, 'bvii'],
    [/^(iv|IV)9$/, 'iv7'],
  ],
  'harmonic-minor': [
    [/^v7?$/, 'V7'],
    [/^bVII9?$/, 'V'],
  ],
  lydian: [
    [/^IVmaj9$/, 'II'],
    [/^IV$/, 'II'],
    [/^ii9$/, 'vii7'],
    [/^Vsus4$/, 'V'],
  ],
  mixolydian: [
    [/^V(7|9|13|9sus4|7sus4|sus4)?$/, 'bVII'],
    [/^iii7?$/, 'v'],
    [/^Imaj[79]$/, 'I7'],
  ],
};

/** A progression's word as the mode would say it; most words pass unchanged. */
export function adaptToMode(numeral: string, mode: Mode): string {
  const turn = turns[mode]?.find(([pattern]) => pattern.test(numeral));
  return turn ? turn[1] : numeral;
}
