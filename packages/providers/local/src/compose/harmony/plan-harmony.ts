import type { Dealer, Dice } from '../dice.ts';
import type { FormPlan, SectionPlan, Theme } from '../form/plan.ts';
import type { Style } from '../styles/style.ts';
import type { Meter } from '../theory/meter.ts';
import { readNumeral, type Harmony } from '../theory/roman.ts';
import { isMinorish, keyOf, pitchClass, type Key } from '../theory/scale.ts';
import { adaptToMode } from './adapt-to-mode.ts';
import { enrich, type Slot } from './enrich.ts';

/** A chord with its place in the song. */
export interface ChordSpan {
  readonly at: number;
  readonly length: number;
  readonly harmony: Harmony;
  /** The key at that moment; a raised last chorus has its own. */
  readonly key: Key;
}

/** What the harmony needs to know of the song. */
export interface HarmonyRequest {
  readonly style: Style;
  readonly key: Key;
  readonly meter: Meter;
  readonly form: FormPlan;
  readonly dealer: Dealer;
  readonly dice: Dice;
}

const slotsOf = (progression: string): Slot[] => progression.split(' ').map((slot) => slot.split('_'));

/** The progressions of a song, one per theme, dealt so that variants differ. */
function dealProgressions({ style, key, dealer }: HarmonyRequest): Record<Theme, Slot[]> {
  const set = isMinorish(key.mode) ? style.minor : style.major;
  const adapted = (name: Theme): Slot[] =>
    slotsOf(dealer.deal(`progression-${name}`, set[name])).map((slot) =>
      slot.map((numeral) => adaptToMode(numeral, key.mode)),
    );
  return {
    verse: adapted('verse'),
    chorus: adapted('chorus'),
    bridge: adapted('bridge'),
    lift: adapted('lift'),
  };
}

/** Slots for every bar group of a section: the progression, then its richer repeats. */
function fillSection(
  section: SectionPlan,
  slots: readonly Slot[],
  richer: readonly Slot[],
  slotBars: number,
): Slot[] {
  const count = Math.max(1, Math.ceil(section.bars / slotBars));
  return Array.from({ length: count }, (_, i) => {
    const cycle = Math.floor(i / slots.length);
    const source = cycle % 2 === 1 ? richer : slots;
    return source[i % slots.length] ?? ['I'];
  });
}

/** The dominant, or what serves as one in this style and mode: the last word of its lifts. */
function turnOf({ style, key }: HarmonyRequest): string {
  const set = isMinorish(key.mode) ? style.minor : style.major;
  const last =
    slotsOf(set.lift[0] ?? 'V')
      .at(-1)
      ?.at(-1) ?? 'V';
  return adaptToMode(last, key.mode);
}

/** Ends a section on a chord that wants the next one, and the song on one that wants home. */
function cadence(slots: Slot[], section: SectionPlan, isLast: boolean, request: HarmonyRequest): Slot[] {
  const functional =
    request.style.form === 'song' || request.style.form === 'piece' || request.style.form === 'head';
  const lastSlot = slots[slots.length - 1];
  const rests = lastSlot?.[lastSlot.length - 1]?.toLowerCase().replace(/[^iv].*$/, '') === 'i';
  if (slots.length < 2 || !rests) return slots;
  const opens =
    functional && section.kind !== 'outro' && section.kind !== 'chorus' && section.theme !== 'bridge';
  if (isLast || opens) return [...slots.slice(0, -1), [turnOf(request)]];
  return slots;
}

/** Where the second of two chords in a slot begins: on the pulse nearest the middle. */
function splitAt(length: number, meter: Meter): number {
  if (meter.name === '3/4' && length === 12) return 8;
  return Math.max(meter.pulseSteps, Math.round(length / 2 / meter.pulseSteps) * meter.pulseSteps);
}

function spansOfSection(section: SectionPlan, slots: readonly Slot[], request: HarmonyRequest): ChordSpan[] {
  const { meter, style } = request;
  const key = section.lift === 0 ? request.key : keyOf(request.key.tonic + section.lift, request.key.mode);
  const start = section.firstBar * meter.stepsPerBar;
  const end = start + section.bars * meter.stepsPerBar;
  const slotSteps = style.slotBars * meter.stepsPerBar;
  const spans: ChordSpan[] = [];
  slots.forEach((slot, i) => {
    const at = start + i * slotSteps;
    const length = Math.min(slotSteps, end - at);
    const [first = 'I', second] = slot;
    const split = second === undefined || length < 2 * meter.pulseSteps ? length : splitAt(length, meter);
    spans.push({ at, length: split, key, harmony: readNumeral(first, key, style.colour) });
    if (second !== undefined && split < length) {
      spans.push({
        at: at + split,
        length: length - split,
        key,
        harmony: readNumeral(second, key, style.colour),
      });
    }
  });
  return spans;
}

/** The chord a song ends on: the tonic, plain enough to rest on. */
function finalHarmony(style: Style, key: Key): Harmony {
  if (key.mode === 'blues') return readNumeral('I7', key, 'triad');
  const numeral = isMinorish(key.mode) ? 'i' : 'I';
  const colour = style.colour === 'seventh' || style.colour === 'ninth' ? 'ninth' : style.colour;
  // A tonic with a minor seventh does not rest, so modes without a leading tone end on an added ninth.
  return readNumeral(numeral, key, colour === 'ninth' && key.mode !== 'major' ? 'add9' : colour);
}

/** Every chord of the song in order; the last one stands after the last bar, for the held ending. */
export function planHarmony(request: HarmonyRequest): ChordSpan[] {
  const { style, form, meter, dice } = request;
  const progressions = dealProgressions(request);
  const major = !isMinorish(request.key.mode);
  const spans: ChordSpan[] = [];
  form.sections.forEach((section, i) => {
    const slots = progressions[section.theme];
    const richer = enrich(slots, style.adventure, major, dice.fork(`enrich-${section.theme}`));
    const slotBars = Math.min(style.slotBars, section.bars);
    const filled = fillSection(section, slots, richer, slotBars);
    const isLast = i === form.sections.length - 1;
    const ended = cadence(filled, section, isLast, request);
    spans.push(...spansOfSection(section, ended, request));
  });
  const lift = form.sections.at(-1)?.lift ?? 0;
  const home = keyOf(pitchClass(request.key.tonic + lift), request.key.mode);
  spans.push({
    at: form.bars * meter.stepsPerBar,
    length: meter.stepsPerBar,
    key: lift === 0 ? request.key : home,
    harmony: finalHarmony(style, lift === 0 ? request.key : home),
  });
  return spans;
}

/** The chord sounding at a step. */
export function chordAt(spans: readonly ChordSpan[], step: number): ChordSpan {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.at ?? 0) <= step + 1e-6) low = middle;
    else high = middle - 1;
  }
  const found = spans[low];
  if (!found) throw new Error('A song without chords');
  return found;
}
