import { pitchClass, scaleOf } from '../theory/scale.ts';
import type { ChordSpan } from '../harmony/plan-harmony.ts';

/** One note to be given a pitch. */
export interface Wish {
  /** The pitch the shape asks for. */
  readonly target: number;
  readonly chord: ChordSpan;
  /** 0–1: how much the note leans on the harmony: strong beats and long notes. */
  readonly weight: number;
  /** Pitch classes the note must end on, where a phrase closes; null elsewhere. */
  readonly goal: readonly number[] | null;
}

/**
 * Notes of the key that sit well on a chord. A scale note a semitone from a chord tone that the key does not
 * have would rub (F against the F# of a D chord in C), so it is left out while the chord lasts.
 */
export function singablePitches(chord: ChordSpan, low: number, high: number): number[] {
  const scale = scaleOf(chord.key);
  const foreign = chord.harmony.tones.filter((tone) => !scale.includes(tone));
  const fits = (tone: number): boolean =>
    chord.harmony.tones.includes(tone) ||
    !foreign.some((other) => pitchClass(other - tone) === 1 || pitchClass(tone - other) === 1);
  const pitches: number[] = [];
  for (let pitch = Math.ceil(low); pitch <= high; pitch++) {
    const tone = pitchClass(pitch);
    if (scale.includes(tone) && fits(tone)) pitches.push(pitch);
  }
  return pitches;
}

/** What a step between two notes costs: seconds are free, big or crooked leaps dear. */
const leapCosts = [1.3, 0, 0, 0.5, 0.7, 1.3, 4.5, 2.2, 3.6, 4.2, 14, 16, 9];

const leapCost = (from: number, to: number): number => leapCosts[Math.abs(to - from)] ?? 30;

/** How badly a pitch answers a wish. */
function standingCost(pitch: number, wish: Wish): number {
  const { tones } = wish.chord.harmony;
  const tone = pitchClass(pitch);
  let cost = Math.abs(pitch - wish.target) * 0.5;
  const rank = tones.indexOf(tone);
  if (rank < 0) cost += wish.weight * 4.2;
  // A note a semitone above a chord tone is the classic avoid note.
  if (rank < 0 && tones.includes(pitchClass(tone - 1))) cost += wish.weight * 2.5;
  if (rank >= 4) cost += wish.weight * 0.7;
  if (wish.goal && !wish.goal.includes(tone)) cost += 9;
  return cost;
}

interface Trace {
  readonly pitch: number;
  readonly cost: number;
  readonly back: number;
}

/**
 * The line of pitches that answers all wishes best together (a shortest path): chord tones where it leans,
 * steps between, leaps seldom. `before` is the note that the line comes from.
 */
export function choosePitches(
  wishes: readonly Wish[],
  low: number,
  high: number,
  before: number | null,
): number[] {
  const rows: Trace[][] = [];
  wishes.forEach((wish, i) => {
    const previous = rows[i - 1];
    const pitches = singablePitches(wish.chord, low, high);
    const usable = pitches.length > 0 ? pitches : [Math.round(wish.target)];
    rows.push(
      usable.map((pitch) => {
        const standing = standingCost(pitch, wish);
        if (!previous) {
          // Between phrases there is a breath, so the leap across it counts half.
          return { pitch, cost: standing + (before === null ? 0 : leapCost(before, pitch) * 0.5), back: -1 };
        }
        let back = 0;
        let least = Infinity;
        previous.forEach((trace, j) => {
          const cost = trace.cost + leapCost(trace.pitch, pitch);
          if (cost < least) [least, back] = [cost, j];
        });
        return { pitch, cost: standing + least, back };
      }),
    );
  });
  const line: number[] = [];
  const lastRow = rows[rows.length - 1] ?? [];
  let at = lastRow.reduce((best, trace, i) => (trace.cost < (lastRow[best]?.cost ?? Infinity) ? i : best), 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const trace = rows[i]?.[at];
    if (!trace) break;
    line.unshift(trace.pitch);
    at = trace.back;
  }
  return line;
}
