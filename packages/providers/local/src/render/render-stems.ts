import type { BasicSoundBank } from 'spessasynth_core';
import type { Score, StemName } from '../score.ts';
import { Mp3Writer } from './encode/mp3.ts';
import { applyCurve } from './master/gain-curve.ts';
import { Mixer, stemsOf } from './mix/mixer.ts';
import { type MasteredSong, pauseOrCancel, type RenderOptions } from './render-song.ts';
import { blockFrames, framesOf } from './sample-rate.ts';

export interface StemBlock {
  readonly name: StemName;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** What a stem needs to match its song. */
export type SongGains = Pick<MasteredSong, 'partGains' | 'curve'>;

/** Takes one block of every stem; the arrays are used again for the next block. */
export type StemSink = (stems: readonly StemBlock[], frames: number) => void;

/**
 * Plays the score once more with one bus a stem and gives each the gain the mastered song was given, block by block.
 * Everything before the saturation is linear and the synthesiser repeats itself exactly, so before that gain the
 * stems add up to the mix. Stems without a part are left out.
 */
export async function eachStemBlock(
  bank: BasicSoundBank,
  score: Score,
  song: SongGains,
  sink: StemSink,
  options: RenderOptions = {},
): Promise<void> {
  const names = stemsOf(score);
  const groups = names.map((name) => [name]);
  const mixer = new Mixer(bank, score, song.partGains, groups);
  const stems = names.map((name, i) => ({ name, left: mixer.buses[i]!.left, right: mixer.buses[i]!.right }));
  const frames = framesOf(score.durationSeconds);
  for (let at = 0; at < frames; at += blockFrames) {
    const count = Math.min(blockFrames, frames - at);
    mixer.mix(count);
    for (const { left, right } of stems) {
      applyCurve(song.curve, left, 0, left, 0, at, count);
      applyCurve(song.curve, right, 0, right, 0, at, count);
    }
    sink(stems, count);
    if ((at / blockFrames) % 8 === 7) {
      options.onProgress?.('playing', at / frames);
      await pauseOrCancel(options.signal);
    }
  }
}

/** A stem as a file. */
export interface StemFile {
  readonly name: StemName;
  /** CBR 192 kbit/s, exactly as long as the song. */
  readonly mp3: Uint8Array<ArrayBuffer>;
}

/** One MP3 a stem, in the order of `stemNames`. */
export async function renderStems(
  bank: BasicSoundBank,
  score: Score,
  song: SongGains,
  options: RenderOptions = {},
): Promise<StemFile[]> {
  const names = stemsOf(score);
  const writers = await Promise.all(names.map(() => Mp3Writer.open()));
  const write: StemSink = (stems, frames) => {
    stems.forEach(({ left, right }, i) => writers[i]!.push(left, right, 0, frames));
  };
  await eachStemBlock(bank, score, song, write, options);
  return names.map((name, i) => ({ name, mp3: writers[i]!.finish() }));
}
