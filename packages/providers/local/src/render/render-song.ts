import type { BasicSoundBank } from 'spessasynth_core';
import { LoudnessMeter, gainOfDb } from '../measure/index.ts';
import { type Score, stemNames } from '../score.ts';
import { type GainCurve, unityCurve } from './master/gain-curve.ts';
import { glueCurve } from './master/glue.ts';
import { master, type StereoSong } from './master/master.ts';
import { saturate } from './master/saturation.ts';
import { multiplyCurve, applyCurve } from './master/gain-curve.ts';
import { Mixer } from './mix/mixer.ts';
import { partGains } from './mix/part-levels.ts';
import { nextTurn } from '../world.ts';
import { RenderFailure } from './render-failure.ts';
import { blockFrames, framesOf, sampleRateHz } from './sample-rate.ts';

export type RenderStage =
  'composing' | 'playing' | 'mixing' | 'mastering' | 'encoding' | 'painting the cover';

/** Called with the stage and how far the whole song is, 0–1, never backwards. */
export type OnProgress = (stage: RenderStage, share: number) => void;

export interface RenderOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** A finished song before encoding, 44.1 kHz. */
export interface MasteredSong extends StereoSong {
  readonly loudnessLufs: number;
  readonly loudnessRangeLu: number;
  readonly truePeakDbtp: number;
  /** What the stems need to match the song. */
  readonly partGains: Float64Array;
  readonly curve: GainCurve;
}

/**
 * Plays, mixes and masters a score. The same score gives the same samples. Throws {@link RenderFailure}
 * `cancelled` soon after `signal` aborts: the event loop gets a turn every few tens of milliseconds.
 */
export async function renderSong(
  bank: BasicSoundBank,
  score: Score,
  options: RenderOptions = {},
): Promise<MasteredSong> {
  const pause = () => pauseOrCancel(options.signal);
  const report = options.onProgress ?? (() => undefined);
  report('playing', 0.02);
  await pause();
  const gains = partGains(bank, score.parts);
  await pause();
  const { song, mixLufs } = await playSong(bank, score, gains, pause, (share) => {
    report('playing', 0.07 + 0.58 * share);
  });
  report('mixing', 0.66);
  const glue = unityCurve(song.left.length);
  glueCurve(song.left, song.right, glue, score.mix.compression);
  for (const samples of [song.left, song.right]) {
    await pause();
    applyCurve(glue, samples, 0, samples, 0, 0, samples.length);
    // Loud peaks stand about 12 dB over the loudness of a mix.
    saturate(samples, score.mix.saturation, gainOfDb(mixLufs + 12));
  }
  report('mastering', 0.7);
  const { curve, ...figures } = await master(song, score, pause);
  multiplyCurve(curve, glue);
  return { ...song, ...figures, partGains: gains, curve };
}

async function playSong(
  bank: BasicSoundBank,
  score: Score,
  gains: Float64Array,
  pause: () => Promise<void>,
  onShare: (share: number) => void,
): Promise<{ song: StereoSong; mixLufs: number }> {
  const frames = framesOf(score.durationSeconds);
  const song = { left: new Float32Array(frames), right: new Float32Array(frames) };
  const mixer = new Mixer(bank, score, gains, [stemNames]);
  const [bus] = mixer.buses;
  const meter = new LoudnessMeter(sampleRateHz);
  for (let at = 0; at < frames; at += blockFrames) {
    const count = Math.min(blockFrames, frames - at);
    mixer.mix(count);
    song.left.set(bus!.left.subarray(0, count), at);
    song.right.set(bus!.right.subarray(0, count), at);
    meter.push(bus!.left, bus!.right, 0, count);
    if ((at / blockFrames) % 16 === 15) {
      onShare(at / frames);
      await pause();
    }
  }
  return { song, mixLufs: meter.integratedLufs() };
}

/** Lets messages in; throws when the listener no longer wants the song. */
export async function pauseOrCancel(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new RenderFailure('cancelled', 'The song was cancelled while it was made.');
}
