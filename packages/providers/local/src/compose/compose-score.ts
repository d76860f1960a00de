import type { Brief, Commission, Score } from '../score.ts';
import { createDealer } from './dice.ts';
import { continueSong } from './extend/continue-song.ts';
import { readBrief as readWithDealer, type Reading } from './prompt/read-brief.ts';
import { scoreOf } from './score-of.ts';
import { writeSong } from './write-song.ts';
import type { WrittenSong } from './written-song.ts';

/** What the composer understands of a brief, for one seed and variant. */
export function readBrief(brief: Brief, seed = 0, variant = 0): Reading {
  return readWithDealer(brief, createDealer(seed, variant));
}

/** Composes a new song. Pure: one seed and variant, one song. */
export function composeScore(brief: Brief, seed: number, variant: number): Score {
  return composeCommission({ brief, seed, variant });
}

/** Composes a commission: a new song, or one that goes on from another, which is written again first. Pure. */
export function composeCommission(commission: Commission): Score {
  return scoreOf(write(commission));
}

function write({ brief, seed, variant, continues }: Commission): WrittenSong {
  if (!continues) return writeSong(brief, seed, variant);
  return continueSong(write(continues.song), continues.atSeconds, brief, seed, variant);
}
