import type { Mode } from '../../score.ts';
import { pitchClass } from '../theory/scale.ts';
import type { MeterName } from '../theory/meter.ts';

/** What a prompt says about the key; the mode is null in `in A`. */
export interface AskedKey {
  readonly tonic: number;
  readonly mode: Mode | null;
  readonly flats: boolean | null;
}

const letters: Readonly<Record<string, number>> = { c: 0, d: 2, e: 4, f: 5, g: 7, a: 9, b: 11 };
const solfege: Readonly<Record<string, number>> = { до: 0, ре: 2, ми: 4, фа: 5, соль: 7, ля: 9, си: 11 };

const modeWords: readonly (readonly [RegExp, Mode])[] = [
  [/harmonic[\s-]+minor/i, 'harmonic-minor'],
  [/maj|мажор/i, 'major'],
  [/dorian|дорийск/i, 'dorian'],
  [/phrygian|фригийск/i, 'phrygian'],
  [/lydian|лидийск/i, 'lydian'],
  [/mixolydian|миксолидийск/i, 'mixolydian'],
  [/blues/i, 'blues'],
  [/min|m$|минор|aeolian/i, 'minor'],
];

const modeTail =
  '(harmonic[\\s-]+minor|major|minor|maj|min|dorian|phrygian|lydian|mixolydian|aeolian|blues)(?!\\p{L})';
const withMode = new RegExp(
  `(?<![\\p{L}\\p{N}])([A-Ga-g])\\s*[-\\s]?(#|♯|b(?![a-z])|♭|sharp|flat)?[\\s-]*${modeTail}`,
  'u',
);
const tonicOnly =
  /\b[Ii]n (?:the )?(?:key of )?([A-G])(#|♯|b|♭|-sharp|-flat| sharp| flat)?(m)?(?=\s*(?:[,.;:!?)]|$|at\b|with\b|and\b|\d))/u;
const keyOf = /\bkey of ([A-Ga-g])(#|♯|b|♭|-sharp|-flat| sharp| flat)?(m)?(?![\p{L}])/u;
const russian = /(?<!\p{L})(до|ре|ми|фа|соль|ля|си)[\s-]*(диез|бемоль)?[\s-]*(мажор|минор)/iu;

function accidental(text: string | undefined): number {
  if (!text) return 0;
  return /#|♯|sharp|диез/.test(text) ? 1 : -1;
}

function readMode(text: string | undefined): Mode | null {
  if (!text) return null;
  // Mixolydian holds the word lydian, so the longer names are tried first.
  if (/mixolydian/i.test(text)) return 'mixolydian';
  return modeWords.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** The key that a prompt asks for, in English or Russian; null when it names none. */
export function readKey(prompt: string): AskedKey | null {
  const inRussian = russian.exec(prompt.toLowerCase());
  if (inRussian) {
    const shift = accidental(inRussian[2]);
    const tonic = pitchClass((solfege[inRussian[1] ?? 'до'] ?? 0) + shift);
    return { tonic, mode: readMode(inRussian[3]), flats: shift === 0 ? null : shift < 0 };
  }
  const full = withMode.exec(prompt);
  const article = full?.[1] === 'a' && !full[2] && !/\b(in|of)\s+$/i.test(prompt.slice(0, full.index));
  // `a minor setback` is no key; `in a minor` is.
  const match = full && !article ? full : (tonicOnly.exec(prompt) ?? keyOf.exec(prompt));
  if (!match) return null;
  const shift = accidental(match[2]);
  const tonic = pitchClass((letters[(match[1] ?? 'c').toLowerCase()] ?? 0) + shift);
  return { tonic, mode: readMode(match[3]), flats: shift === 0 ? null : shift < 0 };
}

/** The tempo that a prompt asks for in beats a minute, 40–240; null when it names none. */
export function readTempo(prompt: string): number | null {
  const match =
    /(\d{2,3}(?:[.,]\d+)?)\s*-?\s*(?:bpm|уд(?:\.|аров)?|beats per minute)/iu.exec(prompt) ??
    /(?:bpm|tempo|темп)\s*(?:of|:|=)?\s*(\d{2,3})(?!\d)/iu.exec(prompt);
  const tempo = match ? Number((match[1] ?? '').replace(',', '.')) : NaN;
  return Number.isFinite(tempo) ? Math.max(40, Math.min(240, tempo)) : null;
}

/** The meter that a prompt asks for; a 12/8 is felt as 6/8. Null when it names none. */
export function readMeter(prompt: string): MeterName | null {
  const match = /(?<!\d)(3\/4|6\/8|12\/8|4\/4)(?!\d)/.exec(prompt);
  if (match) return match[1] === '12/8' ? '6/8' : (match[1] as MeterName);
  if (/(?<!\p{L})(waltz|вальс\p{L}{0,2})(?!\p{L})/iu.test(prompt)) return '3/4';
  return null;
}

/** −1 for a slow song, +1 for a fast one, 0 when the prompt does not say. */
export function readPace(prompt: string): number {
  const slow = /(?<!\p{L})(slow|slowly|downtempo|adagio|lento|медленн\p{L}*)(?!\p{L})/iu.test(prompt);
  const fast = /(?<!\p{L})(fast|quick|uptempo|up-tempo|allegro|presto|быстр\p{L}*)(?!\p{L})/iu.test(prompt);
  return (fast ? 1 : 0) - (slow ? 1 : 0);
}
