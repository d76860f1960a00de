import type { Brief } from '../../score.ts';
import type { Dealer } from '../dice.ts';
import type { MeterName } from '../theory/meter.ts';
import type { Style } from '../styles/style.ts';
import { findPhrase } from './find-phrase.ts';
import { feelOf, moods, type Feel, type Mood } from './moods.ts';
import { readInstruments, type Wishes } from './read-instruments.ts';
import { readKey, readMeter, readPace, readTempo, type AskedKey } from './read-music-terms.ts';
import { readStyle } from './read-style.ts';

/** What the composer understood of a brief. */
export interface Reading {
  readonly style: Style;
  /** False when nothing in the brief named a style and one was dealt. */
  readonly styleNamed: boolean;
  readonly moods: readonly Mood[];
  readonly feel: Feel;
  readonly askedBpm: number | null;
  readonly askedKey: AskedKey | null;
  readonly askedMeter: MeterName | null;
  /** −1 slow, +1 fast. */
  readonly pace: number;
  readonly wishes: Wishes;
  readonly instrumental: boolean;
}

/** Reads prompt and style tags; what neither says is left to the style, dealt by seed and variant. */
export function readBrief(brief: Brief, dealer: Dealer): Reading {
  const text = `${brief.prompt}, ${brief.styleTags.join(', ')}`;
  const lower = text.toLowerCase();
  const found = moods.filter((mood) => mood.words.some((word) => findPhrase(lower, word) >= 0));
  const wordless =
    /(?<!\p{L})(instrumental|no vocals|without vocals|инструментал\p{L}*|без слов|без вокала)(?!\p{L})/u;
  const wishes = readInstruments(text);
  const hints = [...found, ...wishes.wanted].map(({ id }) => id);
  const { style, named } = readStyle(brief.prompt, brief.styleTags, hints, dealer);
  return {
    style,
    styleNamed: named,
    moods: found,
    feel: feelOf(found),
    askedBpm: readTempo(text),
    askedKey: readKey(text),
    askedMeter: readMeter(text),
    pace: readPace(text),
    wishes,
    instrumental: brief.instrumental || wordless.test(lower) || !brief.lyrics?.trim(),
  };
}
