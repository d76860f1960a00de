import type { BasicSoundBank } from 'spessasynth_core';
import type { Score, StemName } from '../score.ts';
import { Mp3Writer } from './encode/mp3.ts';
import { applyCurve } from './master/gain-curve.ts';
import { Mixer, stemsOf } from './mix/mixer.ts';
import { type MasteredSong, pauseOrCancel, type RenderOptions } from './render-song.ts';
import { blockFrames, framesOf } from './sample-rate.ts';

/** `all`: a stem a family of instruments. `two`: the lead, and everyone else. */
export type StemSplit = 'all' | 'two';

/** What a stem's file is called. */
export type StemFileName = StemName | 'accompaniment';

export interface StemBlock {
  readonly name: StemFileName;
  readonly left: Float32Array;
  readonly right: Float32Array;
}

/** What a stem needs to match its song. */
export type SongGains = Pick<MasteredSong, 'partGains' | 'curve'>;

/** The files a score is split into; what nobody plays is left out. */
function stemGroups(
  score: Score,
  split: StemSplit,
): { readonly name: StemFileName; readonly stems: readonly StemName[] }[] {
  const names = stemsOf(score);
  if (split === 'all') return names.map((name) => ({ name, stems: [name] }));
  const groups = [
    { name: 'lead' as const, stems: names.filter((name) => name === 'lead') },
    { name: 'accompaniment' as const, stems: names.filter((name) => name !== 'lead') },
  ];
  return groups.filter(({ stems }) => stems.length > 0);
}

/** Takes one block of every stem; the arrays are used again for the next block. */
export type StemSink = (stems: readonly StemBlock[], frames: number) => void;

/**
 * Plays the score once more with one bus a stem and gives each the gain the mastered song was given, block by block.
 * Everything before the saturation is linear and the synthesiser repeats itself exactly, so before that gain the
 * stems add up to the mix, whichever way it is split.
 */
export async function eachStemBlock(
  bank: BasicSoundBank,
  score: Score,
  song: SongGains,
  split: StemSplit,
  sink: StemSink,
  options: RenderOptions = {},
): Promise<void> {
  const groups = stemGroups(score, split);
  const mixer = new Mixer(
    bank,
    score,
    song.partGains,
    groups.map((group) => group.stems),
  );
  const stems = groups.map(({ name }, i) => ({
    name,
    left: mixer.buses[i]!.left,
    right: mixer.buses[i]!.right,
  }));
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
  readonly name: StemFileName;
  /** CBR 192 kbit/s, exactly as long as the song. */
  readonly mp3: Uint8Array<ArrayBuffer>;
}

/** One MP3 a stem. */
export async function renderStems(
  bank: BasicSoundBank,
  score: Score,
  song: SongGains,
  split: StemSplit,
  options: RenderOptions = {},
): Promise<StemFile[]> {
  const names = stemGroups(score, split).map(({ name }) => name);
  const writers = await Promise.all(names.map(() => Mp3Writer.open()));
  const write: StemSink = (stems, frames) => {
    stems.forEach(({ left, right }, i) => writers[i]!.push(left, right, 0, frames));
  };
  await eachStemBlock(bank, score, song, split, write, options);
  return names.map((name, i) => ({ name, mp3: writers[i]!.finish() }));
}
