import { gainOfDb, integratedLufsOfSteps, loudnessRangeOfSteps } from '../../measure/index.ts';
import type { Section } from '../../score.ts';
import { gainGroupFrames, sampleRateHz } from '../sample-rate.ts';
import type { GainCurve } from './gain-curve.ts';

/** A rise is done just before the downbeat, so the chorus arrives whole; a fall takes its time. */
const riseSeconds = 0.35;
const fallSeconds = 0.9;
/** No section is taken down further than this. */
const cutDbMax = 9;
const depthDbMax = 14;
const fallLuMax = 11;
const liftDbMax = 9;

/** How a section is moved before any opening of the range, in dB ≥ 0. */
type Lifts = readonly number[];

/**
 * Brings sections that lie more than {@link fallLuMax} under the loudest one up to there, by {@link liftDbMax} at
 * most: a lone pad at the start should be quiet, and still be heard on a phone.
 */
export function sectionLifts(stepPowers: Float64Array, sections: readonly Section[]): Lifts {
  const levels = sections.map((section) => {
    const steps = stepPowers.subarray(
      Math.ceil(section.startSeconds * 10),
      Math.floor(section.endSeconds * 10),
    );
    return integratedLufsOfSteps(steps);
  });
  const loudest = Math.max(-70, ...levels);
  return levels.map((level) => {
    if (!Number.isFinite(level)) return 0;
    return Math.min(liftDbMax, Math.max(0, loudest - fallLuMax - level));
  });
}

/** What is done to each section: its lift, and `depthDb` down for each unit of intensity below the fullest. */
export interface Ride {
  readonly lifts: Lifts;
  readonly depthDb: number;
}

/** A function of time (seconds, not going backwards) that answers the ride in dB. */
function rideDb(sections: readonly Section[], { lifts, depthDb }: Ride): (seconds: number) => number {
  const fullest = Math.max(0, ...sections.map((section) => section.intensity));
  const levels = sections.map((section, i) => {
    return lifts[i]! + Math.max(-cutDbMax, depthDb * (section.intensity - fullest));
  });
  let at = 0;
  return (seconds) => {
    while (at + 1 < sections.length && seconds >= sections[at]!.endSeconds) at++;
    const section = sections[at];
    if (!section) return 0;
    const here = levels[at]!;
    const next = levels[at + 1] ?? here;
    const before = levels[at - 1] ?? here;
    const toEnd = section.endSeconds - seconds;
    if (next > here && toEnd < riseSeconds) return here + (next - here) * smooth(1 - toEnd / riseSeconds);
    const since = seconds - section.startSeconds;
    if (before > here && since < fallSeconds) return before + (here - before) * smooth(since / fallSeconds);
    return here;
  };
}

function smooth(x: number): number {
  const t = Math.min(1, Math.max(0, x));
  return t * t * (3 - 2 * t);
}

/**
 * The smallest ride, in dB for each unit of intensity, that opens the loudness range to `rangeLu`; 0 when the song
 * already breathes, and the deepest allowed when it cannot.
 */
export function rideDepthDb(
  stepPowers: Float64Array,
  sections: readonly Section[],
  lifts: Lifts,
  rangeLu: number,
): number {
  for (let depthDb = 0; depthDb <= depthDbMax; depthDb += 0.5) {
    const db = rideDb(sections, { lifts, depthDb });
    const ridden = stepPowers.map((power, i) => power * 10 ** (db((i + 0.5) / 10) / 10));
    if (loudnessRangeOfSteps(ridden) >= rangeLu) return depthDb;
  }
  return depthDbMax;
}

/** Multiplies a ride into `curve`. */
export function addRide(curve: GainCurve, sections: readonly Section[], ride: Ride): void {
  const db = rideDb(sections, ride);
  for (let i = 0; i < curve.length; i++) curve[i]! *= gainOfDb(db((i * gainGroupFrames) / sampleRateHz));
}
