import type { Dice } from '../dice.ts';
import { metricWeight, type Meter } from '../theory/meter.ts';

/** One onset of a rhythm, in steps from the start of its phrase. */
export interface Beat {
  readonly at: number;
  readonly length: number;
}

/** Cells of a dotted quarter, for 6/8. */
const compoundCells: readonly (readonly [string, number])[] = [
  ['x---x-', 6],
  ['x-x-x-', 4],
  ['x-----', 4],
  ['------', 2],
  ['--x-x-', 1],
  ['x-xx--', 1],
  ['....x-', 2],
];

const onsets = (cell: string): number => cell.split('x').length - 1;

/** Cells weighted towards busy or calm by `density`, −1 … +1. */
function bentCells(cells: readonly (readonly [string, number])[], density: number): [string, number][] {
  return cells.map(([cell, weight]) => [cell, weight * Math.exp(density * (onsets(cell) - 1.4) * 0.9)]);
}

/** Reads a row of `x` onset, `-` hold, `.` rest. */
function readRow(row: string): Beat[] {
  const beats: { at: number; length: number }[] = [];
  let open = false;
  for (let at = 0; at < row.length; at++) {
    const mark = row.charAt(at);
    if (mark === 'x') {
      beats.push({ at, length: 1 });
      open = true;
    } else if (mark === '-' && open) {
      const last = beats[beats.length - 1];
      if (last) last.length += 1;
    } else {
      open = false;
    }
  }
  return beats;
}

/**
 * The rhythm of a phrase: cells for each pulse, the second half echoing the first, the end a held note and
 * a breath.
 */
export function writeRhythm(
  bars: number,
  meter: Meter,
  cells: readonly (readonly [string, number])[],
  density: number,
  dice: Dice,
): Beat[] {
  const palette = bentCells(meter.name === '6/8' ? compoundCells : cells, density);
  const perBar = meter.pulses.length;
  const pulses = Math.max(1, Math.round(bars * perBar));
  const chosen: string[] = [];
  const echo = dice.chance(0.62);
  for (let pulse = 0; pulse < pulses; pulse++) {
    const half = Math.floor(pulses / 2);
    const echoed =
      echo && pulse >= half && pulse < half + Math.ceil(half / 2) ? chosen[pulse - half] : undefined;
    chosen.push(echoed ?? dice.weighted(palette));
  }
  const held = 'x'.padEnd(meter.pulseSteps, '-');
  const rest = '.'.repeat(meter.pulseSteps);
  if (pulses >= 4) {
    chosen[pulses - 2] = held;
    // Over long phrases the singer breathes, over short ones the last note may ring on.
    chosen[pulses - 1] = dice.chance(0.7) ? rest : '-'.repeat(meter.pulseSteps);
  } else {
    chosen[pulses - 1] = held;
  }
  const first = chosen[0] ?? held;
  if (!first.includes('x') || (first.startsWith('-') && dice.chance(0.5))) chosen[0] = held;
  return readRow(chosen.join(''));
}

/** Bends a rhythm to a number of syllables: weak notes are joined to the one before, long ones divided. */
export function fitSyllables(
  beats: readonly Beat[],
  syllables: number,
  phraseSteps: number,
  meter: Meter,
): Beat[] {
  const fitted = beats.map((beat) => ({ ...beat }));
  while (fitted.length > syllables && fitted.length > 1) {
    let weakest = 1;
    for (let i = 2; i < fitted.length; i++) {
      if (metricWeight(meter, fitted[i]?.at ?? 0) < metricWeight(meter, fitted[weakest]?.at ?? 0))
        weakest = i;
    }
    const [gone] = fitted.splice(weakest, 1);
    const before = fitted[weakest - 1];
    if (gone && before) before.length = gone.at + gone.length - before.at;
  }
  while (fitted.length < syllables) {
    // Rests are sung through before notes are cut to sixteenths.
    const room = fitted.map((beat, i) => (fitted[i + 1]?.at ?? phraseSteps) - beat.at);
    const widest = room.indexOf(Math.max(...room));
    const beat = fitted[widest];
    const space = room[widest] ?? 0;
    if (!beat || space < 2) break;
    const cut = space >= 4 ? Math.floor(space / 4) * 2 : 1;
    fitted.splice(widest + 1, 0, {
      at: beat.at + cut,
      length: Math.max(1, Math.min(space - cut, beat.length)),
    });
    beat.length = Math.min(beat.length, cut);
  }
  return fitted;
}
