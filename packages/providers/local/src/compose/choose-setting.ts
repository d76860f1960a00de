import type { Mode } from '../score.ts';
import type { Dealer, Dice } from './dice.ts';
import type { Reading } from './prompt/read-brief.ts';
import { isMinorish, keyOf, type Key } from './theory/scale.ts';
import { meters, type Meter } from './theory/meter.ts';

/** Tonics that suit the SoundFont's instruments; the remote keys come only when asked for. */
const friendlyTonics = [0, 2, 3, 4, 5, 7, 8, 9, 10, 11];

function chooseMode(reading: Reading, dice: Dice): Mode {
  const { modes } = reading.style;
  // A light mood makes major e² times as likely, a dark one minor.
  const bent = modes.map(([mode, weight]): [Mode, number] => {
    const side = isMinorish(mode) ? -1 : 1;
    return [mode, weight * Math.exp(side * reading.feel.light * 2.2)];
  });
  return dice.fork('mode').weighted(bent);
}

/** The key: what was asked for, else dealt; moods lean it towards major or minor. */
export function chooseKey(reading: Reading, dealer: Dealer, dice: Dice): Key {
  const asked = reading.askedKey;
  const tonic = asked?.tonic ?? dealer.deal('tonic', friendlyTonics);
  const mode = asked?.mode ?? chooseMode(reading, dice);
  return asked?.flats == null ? keyOf(tonic, mode) : keyOf(tonic, mode, asked.flats);
}

/** The meter: what was asked for, else one of the style's own. */
export function chooseMeter(reading: Reading, dice: Dice): Meter {
  if (reading.askedMeter) return meters[reading.askedMeter];
  return meters[reading.style.meters ? dice.fork('meter').weighted(reading.style.meters) : '4/4'];
}

/** The tempos allowed and the one aimed at, quarter notes a minute. */
export interface TempoChoice {
  readonly low: number;
  readonly high: number;
  readonly target: number;
}

/** The tempo: what was asked for, else inside the style's range, bent by mood and pace. */
export function chooseTempo(reading: Reading, dealer: Dealer): TempoChoice {
  if (reading.askedBpm !== null) {
    // Kept exactly: the last chord, up to a bar longer, takes up what the bars leave over.
    return { low: reading.askedBpm, high: reading.askedBpm, target: reading.askedBpm };
  }
  const [slowest, fastest] = reading.style.bpm;
  const low = reading.pace < 0 ? slowest * 0.88 : slowest;
  const high = reading.pace > 0 ? fastest * 1.1 : fastest;
  const wish = 0.2 + dealer.spread('tempo') * 0.6 + reading.feel.tempo * 0.3 + reading.pace * 0.5;
  const target = low + (high - low) * Math.max(0, Math.min(1, wish));
  return { low, high, target };
}
