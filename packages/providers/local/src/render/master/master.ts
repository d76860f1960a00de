import { gainOfDb, LoudnessMeter, truePeakDbtp, truePeakGroups } from '../../measure/index.ts';
import type { Score } from '../../score.ts';
import { framesOf, gainGroupFrames, sampleRateHz } from '../sample-rate.ts';
import { applyCurve, type GainCurve, unityCurve } from './gain-curve.ts';
import { LoudnessMap } from './loudness-map.ts';
import { limitedCurve } from './limiter.ts';
import { addRide, rideDepthDb, sectionLifts } from './section-rides.ts';

const targetLufs = -14;
/** A decoded 192 kbit/s MP3 peaked up to 1.0 dB higher than what went in (22 songs, 15 styles, 2026-11). */
const ceilingDbtp = -2.4;
const rangeLuMin = 5;
const endFadeSeconds = 0.6;
/** More than this is not asked of the limiter: a song of single clicks stays quieter than the target. */
const driveDbMax = 40;

/** A whole stereo song. */
export interface StereoSong {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export interface Mastered {
  /** All gain the song was given, for the stems. */
  readonly curve: GainCurve;
  readonly loudnessLufs: number;
  readonly loudnessRangeLu: number;
  readonly truePeakDbtp: number;
}

/**
 * Brings a mix to −14 LUFS under −1 dBTP, in place. Section rides open the loudness range to 5 LU where the genre
 * breathes. `pause` is awaited between the long steps.
 */
export async function master(
  song: StereoSong,
  score: Pick<Score, 'sections' | 'flatLoudness'>,
  pause: () => Promise<void>,
): Promise<Mastered> {
  const peaks = truePeakGroups(song.left, song.right, gainGroupFrames);
  await pause();
  const map = new LoudnessMap(song.left, song.right);
  await pause();
  const curve = finalCurve(map, score, peaks, song.left.length);
  await pause();
  applyCurve(curve, song.left, 0, song.left, 0, 0, song.left.length);
  applyCurve(curve, song.right, 0, song.right, 0, 0, song.right.length);
  await pause();
  const meter = new LoudnessMeter(sampleRateHz);
  meter.push(song.left, song.right);
  await pause();
  return {
    curve,
    loudnessLufs: meter.integratedLufs(),
    loudnessRangeLu: meter.loudnessRangeLu(),
    truePeakDbtp: truePeakDbtp(song.left, song.right),
  };
}

/** Rides, fade, loudness and limiting in one curve; deeper rides are tried until the range is there. */
function finalCurve(
  map: LoudnessMap,
  score: Pick<Score, 'sections' | 'flatLoudness'>,
  peaks: Float32Array,
  frames: number,
): GainCurve {
  const stepPowers = map.stepPowers(unityCurve(frames));
  const lifts = score.flatLoudness ? [] : sectionLifts(stepPowers, score.sections);
  let rangeAim = rangeLuMin + 0.5;
  for (let attempt = 1; ; attempt++) {
    const shape = unityCurve(frames);
    if (!score.flatLoudness) {
      const depthDb = rideDepthDb(stepPowers, score.sections, lifts, rangeAim);
      addRide(shape, score.sections, { lifts, depthDb });
    }
    addEndFade(shape, frames);
    const curve = loudCurve(map, shape, peaks);
    const lack = rangeLuMin + 0.3 - map.loudnessRangeLu(curve);
    if (score.flatLoudness || lack <= 0 || attempt === 4) return curve;
    rangeAim += lack + 0.3;
  }
}

/** Finds the gain that gives the target loudness after limiting. */
function loudCurve(map: LoudnessMap, shape: GainCurve, peaks: Float32Array): GainCurve {
  let gainDb = targetLufs - map.integratedLufs(shape);
  if (!Number.isFinite(gainDb)) return shape;
  let curve = shape;
  for (let round = 0; round < 6; round++) {
    const gain = gainOfDb(Math.min(driveDbMax, gainDb));
    const driven = shape.map((value) => value * gain);
    curve = limitedCurve(driven, peaks, gainOfDb(ceilingDbtp));
    const miss = targetLufs - map.integratedLufs(curve);
    if (Math.abs(miss) < 0.02) break;
    gainDb += miss * 1.15;
  }
  return curve;
}

function addEndFade(curve: GainCurve, frames: number): void {
  const fade = Math.min(framesOf(endFadeSeconds), frames);
  for (let i = 0; i < curve.length; i++) {
    const left = frames - i * gainGroupFrames;
    if (left < fade) curve[i]! *= 0.5 - 0.5 * Math.cos((Math.PI * Math.max(0, left)) / fade);
  }
}
