import type { BasicSoundBank } from 'spessasynth_core';
import { composeScore } from './compose/index.ts';
import { keyOf, scaleOf } from './compose/theory/scale.ts';
import {
  chroma,
  findOnsets,
  findSilences,
  integratedLufs,
  loudnessRangeLu,
  selfSimilarity,
  spectralCentroidHz,
  truePeakDbtp,
} from './measure/index.ts';
import { renderSong, sampleRateHz } from './render/index.ts';
import type { Score, Section } from './score.ts';

/** What instruments say about one song of a style. */
export interface StyleJudgement {
  readonly styleLabel: string;
  readonly keyName: string;
  readonly bpm: number;
  readonly loudnessLufs: number;
  readonly loudnessRangeLu: number;
  readonly truePeakDbtp: number;
  readonly isFlat: boolean;
  /** Energy-weighted mean; where the sound's brightness lies. */
  readonly centroidHz: number;
  /** New sounds a second, in verses and in choruses; null without such a section. */
  readonly verseOnsets: number | null;
  readonly chorusOnsets: number | null;
  /** How much louder choruses are than verses, in LU. */
  readonly chorusLiftLu: number | null;
  /** Share of the pitched energy on notes of the key; 7 of 12 by chance would be 0.58. */
  readonly keyShare: number;
  /** How alike two choruses sound, and a verse and a chorus; −1 … 1. */
  readonly chorusLikeness: number | null;
  readonly verseChorusLikeness: number | null;
  /** Silence before the end, in seconds. */
  readonly tailSilenceSeconds: number;
}

/** Composes and plays one song of a style and measures it. */
export async function judgeStyle(
  bank: BasicSoundBank,
  styleId: string,
  durationSeconds: number,
): Promise<StyleJudgement> {
  const brief = {
    prompt: styleId,
    styleTags: [styleId],
    lyrics: null,
    title: null,
    durationSeconds,
    instrumental: true,
  };
  const score = composeScore(brief, 11, 0);
  const { left, right } = await renderSong(bank, score);
  const onsets = findOnsets(left, right, sampleRateHz);
  const verses = score.sections.filter((section) => section.kind === 'verse');
  const choruses = score.sections.filter((section) => section.kind === 'chorus' || section.kind === 'drop');
  const alike = (a: Section | undefined, b: Section | undefined) =>
    a && b ? selfSimilarity(left, right, sampleRateHz, a, b) : null;
  const tail = findSilences(left, right, sampleRateHz, -60, 0.1).at(-1);
  return {
    styleLabel: score.styleLabel,
    keyName: score.key.name,
    bpm: score.bpm,
    loudnessLufs: integratedLufs(left, right, sampleRateHz),
    loudnessRangeLu: loudnessRangeLu(left, right, sampleRateHz),
    truePeakDbtp: truePeakDbtp(left, right),
    isFlat: score.flatLoudness,
    centroidHz: spectralCentroidHz(left, right, sampleRateHz),
    verseOnsets: density(onsets, verses),
    chorusOnsets: density(onsets, choruses),
    chorusLiftLu: lift(left, right, verses, choruses),
    keyShare: keyShare(left, right, score),
    chorusLikeness: alike(choruses[0], choruses[1]),
    verseChorusLikeness: alike(verses[0], choruses[0]),
    tailSilenceSeconds:
      tail && tail.endSeconds > durationSeconds - 0.1 ? tail.endSeconds - tail.startSeconds : 0,
  };
}

function density(onsets: readonly number[], sections: readonly Section[]): number | null {
  if (sections.length === 0) return null;
  const inside = onsets.filter((at) =>
    sections.some(({ startSeconds, endSeconds }) => at >= startSeconds && at < endSeconds),
  );
  return (
    inside.length / sections.reduce((sum, { startSeconds, endSeconds }) => sum + endSeconds - startSeconds, 0)
  );
}

function lift(
  left: Float32Array,
  right: Float32Array,
  verses: readonly Section[],
  choruses: readonly Section[],
): number | null {
  if (verses.length === 0 || choruses.length === 0) return null;
  const loudness = (sections: readonly Section[]) => {
    const cut = (samples: Float32Array) =>
      joined(
        sections.map(({ startSeconds, endSeconds }) =>
          samples.subarray(Math.round(startSeconds * sampleRateHz), Math.round(endSeconds * sampleRateHz)),
        ),
      );
    return integratedLufs(cut(left), cut(right), sampleRateHz);
  };
  return loudness(choruses) - loudness(verses);
}

function joined(pieces: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function keyShare(left: Float32Array, right: Float32Array, { key, durationSeconds }: Score): number {
  const scale = new Set(scaleOf(keyOf(key.tonic, key.mode)));
  const strengths = chroma(left, right, sampleRateHz, 0, durationSeconds);
  return strengths.reduce((sum, strength, pitchClass) => sum + (scale.has(pitchClass) ? strength : 0), 0);
}
