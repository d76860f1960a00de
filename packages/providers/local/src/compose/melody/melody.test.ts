import { describe, expect, it } from 'vitest';
import type { Score } from '../../score.ts';
import { composeScore, styles } from '../index.ts';
import { scaleSteps } from '../theory/scale.ts';
import { countSyllables } from '../lyrics/count-syllables.ts';

const songs: Score[] = styles.flatMap((style) =>
  [1, 2, 3].map((seed) =>
    composeScore(
      {
        prompt: '',
        styleTags: [style.id],
        lyrics: null,
        title: null,
        durationSeconds: 90,
        instrumental: true,
      },
      seed,
      seed,
    ),
  ),
);

const leadOf = (score: Score) => score.parts.find((part) => part.id === 'lead')?.notes ?? [];

describe('melody', () => {
  it('[PRO-7] stays in the key, but for the approach notes of jazz, blues and their kin', () => {
    const chromatic = new Map(styles.map((style) => [style.id, style.tune.chromatic]));
    for (const score of songs) {
      const scale = scaleSteps[score.key.mode].map((step) => (step + score.key.tonic) % 12);
      const notes = leadOf(score);
      const foreign = notes.filter((note) => !scale.includes(note.pitch % 12)).length / notes.length;
      expect(foreign, score.styleId).toBeLessThanOrEqual(
        (chromatic.get(score.styleId) ?? 0) > 0 ? 0.08 : 0.01,
      );
    }
  });

  it('[PRO-7] moves mostly by step and seldom leaps more than a sixth', () => {
    let steps = 0;
    let leaps = 0;
    let moves = 0;
    for (const score of songs) {
      leadOf(score).forEach((note, i, notes) => {
        const next = notes[i + 1];
        if (!next) return;
        const distance = Math.abs(next.pitch - note.pitch);
        moves += 1;
        if (distance <= 2) steps += 1;
        if (distance > 9) leaps += 1;
      });
    }
    expect(steps / moves).toBeGreaterThan(0.5);
    expect(leaps / moves).toBeLessThan(0.015);
  });

  it('[PRO-7] stands on chord tones where the harmony changes', () => {
    let on = 0;
    let standing = 0;
    for (const score of songs) {
      const notes = leadOf(score);
      for (const chord of score.chords) {
        const note = notes.find((each) => Math.abs(each.startSeconds - chord.startSeconds) < 0.04);
        if (!note) continue;
        on += 1;
        if (chord.pitchClasses.includes(note.pitch % 12)) standing += 1;
      }
    }
    expect(standing / on).toBeGreaterThan(0.9);
  });

  it('[PRO-7] lies higher in choruses than in verses', () => {
    let higher = 0;
    let compared = 0;
    for (const score of songs) {
      const mean = (kinds: readonly string[]): number => {
        const sections = score.sections.filter((section) => kinds.includes(section.kind));
        const pitches = leadOf(score)
          .filter((note) =>
            sections.some(
              (section) =>
                note.startSeconds >= section.startSeconds && note.startSeconds < section.endSeconds,
            ),
          )
          .map((note) => note.pitch);
        return pitches.reduce((sum, pitch) => sum + pitch, 0) / pitches.length;
      };
      const lift = mean(['chorus', 'drop']) - mean(['verse']);
      if (Number.isNaN(lift)) continue;
      compared += 1;
      if (lift > 0) higher += 1;
    }
    expect(higher / compared).toBeGreaterThan(0.85);
  });

  it('[PRO-7] gives a sung line about one note a syllable', () => {
    const lines = [
      'I left the light on in the hall',
      'You never said a word at all',
      'The rain came in and washed the floor',
      'I do not wait here any more',
    ];
    const lyrics = `[Verse]\n${lines.join('\n')}\n[Chorus]\n${lines.join('\n')}`;
    const score = composeScore(
      { prompt: 'pop', styleTags: [], lyrics, title: null, durationSeconds: 60, instrumental: false },
      4,
      0,
    );
    const verse = score.sections.find((section) => section.kind === 'verse');
    const sung = leadOf(score).filter(
      (note) => verse && note.startSeconds >= verse.startSeconds && note.startSeconds < verse.endSeconds,
    );
    const syllables = lines.reduce((sum, line) => sum + countSyllables(line), 0);
    expect(sung.length).toBeGreaterThan(syllables * 0.8);
    expect(sung.length).toBeLessThan(syllables * 1.3);
  });
});
