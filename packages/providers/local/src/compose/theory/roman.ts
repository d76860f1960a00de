import { noteName, pitchClass, scaleOf, type Key } from './scale.ts';

/** How richly a plain triad of a progression is spelled out. */
export type Colour = 'fifth' | 'triad' | 'add9' | 'seventh' | 'ninth';

/** One harmony, as pitch classes; `tones[0]` is the root. */
export interface Harmony {
  readonly root: number;
  /** Pitch classes from the root up: root, third, fifth, then colours. */
  readonly tones: readonly number[];
  /** The pitch class in the bass; the root unless the progression inverts the chord. */
  readonly bass: number;
  readonly symbol: string;
}

const degrees: Readonly<Record<string, number>> = { I: 0, II: 2, III: 4, IV: 5, V: 7, VI: 9, VII: 11 };

/** Semitones above the root of chords that the numeral's suffix names outright. */
const suffixes: Readonly<Record<string, readonly number[]>> = {
  maj7: [0, 4, 7, 11],
  maj9: [0, 4, 7, 11, 14],
  '6': [0, 4, 7, 9],
  '69': [0, 4, 7, 9, 14],
  '7': [0, 4, 7, 10],
  '9': [0, 4, 7, 10, 14],
  '13': [0, 4, 10, 14, 21],
  '7b9': [0, 4, 7, 10, 13],
  '7#5': [0, 4, 8, 10],
  '7sus4': [0, 5, 7, 10],
  '9sus4': [0, 5, 7, 10, 14],
  m7: [0, 3, 7, 10],
  m9: [0, 3, 7, 10, 14],
  m6: [0, 3, 7, 9],
  'm(maj7)': [0, 3, 7, 11],
  m11: [0, 3, 7, 10, 17],
  m7b5: [0, 3, 6, 10],
  dim: [0, 3, 6],
  dim7: [0, 3, 6, 9],
  aug: [0, 4, 8],
  sus2: [0, 2, 7],
  sus4: [0, 5, 7],
  add9: [0, 4, 7, 14],
  'm(add9)': [0, 3, 7, 14],
  '5': [0, 7],
};

const numeral =
  /^([b#]?)(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)([^:/]*)(?:\/([b#]?[IViv]+))?(?::([35]))?$/;

/** A note as written: its letter, 0 for C to 6 for B, and its pitch class. */
interface Spelled {
  readonly letter: number;
  readonly tone: number;
}

const letterTones = [0, 2, 4, 5, 7, 9, 11] as const;
const letterNames = 'CDEFGAB';
const degreeOrder = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];

/** A written note's name; one that would need a double accidental is named the simple way. */
function nameOf({ letter, tone }: Spelled, key: Key): string {
  const shift = pitchClass(tone - (letterTones[letter % 7] ?? 0) + 6) - 6;
  if (Math.abs(shift) > 1) return noteName(tone, key);
  return letterNames.charAt(letter % 7) + (shift === 1 ? '#' : shift === -1 ? 'b' : '');
}

/** The root of a numeral such as `bVI` over a home note: the seventh degree of C is a B, flat or not. */
function degreeRoot(accidental: string, degree: string, home: Spelled): Spelled {
  const offset = accidental === 'b' ? -1 : accidental === '#' ? 1 : 0;
  const numeral = degree.toUpperCase();
  return {
    letter: (home.letter + degreeOrder.indexOf(numeral)) % 7,
    tone: pitchClass(home.tone + (degrees[numeral] ?? 0) + offset),
  };
}

/** The suffix in the table's own words: a small numeral makes every seventh minor. */
function fullSuffix(suffix: string, minor: boolean): string {
  if (!minor || suffix === '' || suffix.startsWith('dim') || suffix.startsWith('m')) return suffix;
  if (suffix === 'add9') return 'm(add9)';
  return suffix === '7' || suffix === '9' || suffix === '6' || suffix === '11' ? `m${suffix}` : suffix;
}

/** The plain suffix of a chord that the style colours with notes of the key. */
function colouredSuffix(root: number, minor: boolean, colour: Colour, key: Key): string {
  if (colour === 'fifth') return '5';
  const scale = scaleOf(key);
  const ninthBelongs = scale.includes(pitchClass(root + 2));
  if (colour === 'triad') return minor ? 'm' : '';
  if (colour === 'add9') return ninthBelongs ? (minor ? 'm(add9)' : 'add9') : minor ? 'm' : '';
  const nine = colour === 'ninth' && ninthBelongs;
  if (minor) return nine ? 'm9' : 'm7';
  const major = scale.includes(pitchClass(root + 11)) || !scale.includes(pitchClass(root + 10));
  return (major ? 'maj' : '') + (nine ? '9' : '7');
}

/**
 * Reads one roman numeral over a key. Degrees count from the major scale whatever the mode (`bVI` in A minor
 * is F), capitals are major, `V7/ii` is the dominant of ii, `:3` and `:5` put that chord tone in the bass.
 */
export function readNumeral(text: string, key: Key, colour: Colour): Harmony {
  const match = numeral.exec(text);
  if (!match) throw new Error(`Not a roman numeral: ${text}`);
  const [, accidental = '', degree = 'I', suffix = '', target, inversion] = match;
  const minor = degree === degree.toLowerCase();
  const targetMatch = target === undefined ? null : numeral.exec(target);
  const tonic: Spelled = { letter: letterNames.indexOf(key.name.charAt(0)), tone: key.tonic };
  const home = targetMatch ? degreeRoot(targetMatch[1] ?? '', targetMatch[2] ?? 'I', tonic) : tonic;
  const spelled = degreeRoot(accidental, degree, home);
  const root = spelled.tone;
  const named = fullSuffix(suffix, minor);
  const written = named === '' ? colouredSuffix(root, minor, colour, key) : named;
  const shape = suffixes[written] ?? (minor ? [0, 3, 7] : [0, 4, 7]);
  const tones = shape.map((step) => pitchClass(root + step));
  const bassIndex = inversion === '3' ? 1 : inversion === '5' ? 2 : 0;
  const bass = tones[bassIndex] ?? root;
  const slash =
    bass === root ? '' : `/${nameOf({ letter: spelled.letter + bassIndex * 2, tone: bass }, key)}`;
  return { root, tones, bass, symbol: `${nameOf(spelled, key)}${written}${slash}` };
}
