import type { Mode } from '../../score.ts';

/** Semitones above the tonic of each mode's notes. */
export const scaleSteps: Readonly<Record<Mode, readonly number[]>> = {
  major: [0, 2, 4, 5, 7, 9, 11],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  'harmonic-minor': [0, 2, 3, 5, 7, 8, 11],
  blues: [0, 3, 5, 6, 7, 10],
};

/** What a listener reads for each mode. */
const modeNames: Readonly<Record<Mode, string>> = {
  major: 'major',
  minor: 'minor',
  dorian: 'Dorian',
  phrygian: 'Phrygian',
  lydian: 'Lydian',
  mixolydian: 'Mixolydian',
  'harmonic-minor': 'harmonic minor',
  blues: 'blues',
};

const sharpNames = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;
const flatNames = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'Gb', 'G', 'Ab', 'A', 'Bb', 'B'] as const;

/** A key: where home is and which notes belong. */
export interface Key {
  /** Pitch class 0–11, C = 0. */
  readonly tonic: number;
  readonly mode: Mode;
  /** e.g. `F# minor`. */
  readonly name: string;
  /** True when black keys are spelled with flats. */
  readonly flats: boolean;
}

/** Brings any number into 0–11. */
export function pitchClass(pitch: number): number {
  return ((pitch % 12) + 12) % 12;
}

/** True for the modes whose third is minor. */
export function isMinorish(mode: Mode): boolean {
  return (
    mode === 'minor' ||
    mode === 'dorian' ||
    mode === 'phrygian' ||
    mode === 'harmonic-minor' ||
    mode === 'blues'
  );
}

/** Whether the key signature of this tonic and mode is written with flats. */
function usesFlats(tonic: number, mode: Mode): boolean {
  const relativeMajor = pitchClass(tonic + (isMinorish(mode) ? 3 : 0));
  return [1, 3, 5, 8, 10].includes(relativeMajor);
}

/** The key on this tonic; `flats` overrides the usual spelling. */
export function keyOf(tonic: number, mode: Mode, flats = usesFlats(tonic, mode)): Key {
  const root = (flats ? flatNames : sharpNames)[pitchClass(tonic)] ?? 'C';
  return { tonic: pitchClass(tonic), mode, flats, name: `${root} ${modeNames[mode]}` };
}

/** The name of a pitch class as this key spells it. */
export function noteName(pitch: number, key: Key): string {
  return (key.flats ? flatNames : sharpNames)[pitchClass(pitch)] ?? 'C';
}

/** The pitch classes of a key. */
export function scaleOf(key: Key): number[] {
  return scaleSteps[key.mode].map((step) => pitchClass(key.tonic + step));
}

/** Every key of the scale between two MIDI keys, ascending. */
export function scalePitches(scale: readonly number[], low: number, high: number): number[] {
  const pitches: number[] = [];
  for (let pitch = Math.ceil(low); pitch <= high; pitch++) {
    if (scale.includes(pitchClass(pitch))) pitches.push(pitch);
  }
  return pitches;
}
