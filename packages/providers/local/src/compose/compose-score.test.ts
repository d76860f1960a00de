import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Brief, Part, Score, Section } from '../score.ts';
import { stemNames } from '../score.ts';
import { composeScore, presets, styles } from './index.ts';

const brief = (changes: Partial<Brief> = {}): Brief => ({
  prompt: '',
  styleTags: [],
  lyrics: null,
  title: null,
  durationSeconds: 60,
  instrumental: true,
  ...changes,
});

const durations = [10, 20, 60, 120, 240];
const known = new Set(Object.values(presets).map((preset) => `${preset.bank}:${preset.program}`));
const songs = new Map<string, Score>();

/** One song a style and duration, composed once for all tests. */
function songOf(styleId: string, durationSeconds: number): Score {
  const name = `${styleId}-${durationSeconds}`;
  const song =
    songs.get(name) ??
    composeScore(brief({ styleTags: [styleId], durationSeconds }), 41, durationSeconds % 4);
  songs.set(name, song);
  return song;
}

const endOf = (part: Part): number =>
  Math.max(...part.notes.map((note) => note.startSeconds + note.durationSeconds));

function checkParts(score: Score): void {
  expect(new Set(score.parts.map((part) => part.id)).size).toBe(score.parts.length);
  for (const part of score.parts) {
    expect(known.has(`${part.bank}:${part.program}`)).toBe(true);
    expect(stemNames).toContain(part.stem);
    expect(part.notes.length).toBeGreaterThan(0);
    let before = 0;
    for (const note of part.notes) {
      if (note.startSeconds < before) throw new Error(`${part.id} is out of order`);
      before = note.startSeconds;
      const whole = Number.isInteger(note.pitch) && Number.isInteger(note.velocity);
      const fine =
        whole && note.pitch >= 0 && note.pitch <= 127 && note.velocity >= 1 && note.velocity <= 127;
      if (!fine || !(note.durationSeconds > 0)) throw new Error(`${part.id}: ${JSON.stringify(note)}`);
    }
    for (const { points } of part.automation) {
      points.forEach((point, i) => {
        const fine =
          point.value >= 0 && point.value <= 1 && point.atSeconds >= (points[i - 1]?.atSeconds ?? 0);
        if (!fine) throw new Error(`${part.id}: ${JSON.stringify(points)}`);
      });
    }
  }
}

function checkSections(score: Score): void {
  const { sections, durationSeconds } = score;
  expect(sections[0]?.startSeconds).toBe(0);
  expect(sections.at(-1)?.endSeconds).toBe(durationSeconds);
  sections.forEach((section, i) => {
    expect(section.bars).toBeGreaterThanOrEqual(1);
    expect(section.endSeconds).toBeGreaterThan(section.startSeconds);
    if (i > 0) expect(section.startSeconds).toBe(sections[i - 1]?.endSeconds);
  });
}

const onsetsIn = (score: Score, section: Section): number =>
  score.parts.reduce(
    (sum, part) =>
      sum +
      part.notes.filter(
        (note) => note.startSeconds >= section.startSeconds && note.startSeconds < section.endSeconds,
      ).length,
    0,
  ) /
  (section.endSeconds - section.startSeconds);

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(styles.map((style) => [style.id] as const))('%s', (styleId) => {
  it('[PRO-7] fills 10, 20, 60, 120 and 240 seconds exactly, with notes that end in time to ring out', () => {
    for (const durationSeconds of durations) {
      const score = songOf(styleId, durationSeconds);
      expect(score.styleId).toBe(styleId);
      expect(score.durationSeconds).toBe(durationSeconds);
      checkSections(score);
      checkParts(score);
      const tail = durationSeconds - Math.max(...score.parts.map(endOf));
      expect(tail).toBeGreaterThan(durationSeconds >= 30 ? 1.2 : 0.7);
      expect(tail).toBeLessThan(2.8);
    }
  });

  it('[PRO-7] lets verses be sparser and softer than choruses', () => {
    const score = songOf(styleId, 120);
    const quiet = score.sections.filter((section) => section.kind === 'verse');
    const full = score.sections.filter((section) => section.kind === 'chorus' || section.kind === 'drop');
    expect(quiet.length).toBeGreaterThan(0);
    expect(full.length).toBeGreaterThan(0);
    expect(mean(full.map((section) => section.intensity))).toBeGreaterThan(
      mean(quiet.map((section) => section.intensity)) + 0.15,
    );
    expect(mean(full.map((section) => onsetsIn(score, section)))).toBeGreaterThan(
      mean(quiet.map((section) => onsetsIn(score, section))),
    );
  });

  it('[PRO-7] ends on the tonic', () => {
    for (const durationSeconds of durations) {
      const score = songOf(styleId, durationSeconds);
      const home = score.chords.at(-1);
      // A raised last chorus ends a tone or a semitone higher.
      expect([0, 1, 2]).toContain(((home?.root ?? -1) - score.key.tonic + 12) % 12);
    }
  });
});

describe('composeScore', () => {
  it('[PRO-7] gives the same score for the same seed and variant', () => {
    const digest = (score: Score): string => createHash('sha256').update(JSON.stringify(score)).digest('hex');
    const once = composeScore(brief({ prompt: 'rainy lo-fi with piano' }), 12, 1);
    const again = composeScore(brief({ prompt: 'rainy lo-fi with piano' }), 12, 1);
    expect(digest(again)).toBe(digest(once));
    expect(digest(composeScore(brief({ prompt: 'rainy lo-fi with piano' }), 13, 1))).not.toBe(digest(once));
  });

  it('[PRO-7] makes variants different songs: other chords, other tunes, other tempos', () => {
    for (const style of styles) {
      const variants = [0, 1, 2, 3].map((variant) =>
        composeScore(brief({ styleTags: [style.id], durationSeconds: 60 }), 5, variant),
      );
      const tunes = variants.map((score) => {
        const pitches =
          score.parts.find((part) => part.stem === 'lead')?.notes.map((note) => note.pitch) ?? [];
        return pitches
          .slice(1, 24)
          .map((pitch, i) => pitch - (pitches[i] ?? 0))
          .join(' ');
      });
      expect(new Set(tunes).size).toBe(4);
      const chords = variants.map((score) =>
        score.chords
          .slice(1, 24)
          .map((chord, i) => (chord.root - (score.chords[i]?.root ?? 0) + 12) % 12)
          .join(' '),
      );
      expect(new Set(chords).size).toBeGreaterThanOrEqual(3);
      expect(new Set(variants.map((score) => score.bpm)).size).toBeGreaterThanOrEqual(2);
    }
  });

  it('[PRO-7] brings the chorus back as it was, but for an ornament here and there', () => {
    const likeness = Array.from({ length: 8 }, (_, seed) => {
      const score = composeScore(brief({ styleTags: ['pop'], durationSeconds: 120 }), seed, 0);
      const [first, second] = score.sections.filter((section) => section.kind === 'chorus');
      const before = new Set(leadOf(score, first!));
      const again = leadOf(score, second!);
      return again.filter((note) => before.has(note)).length / again.length;
    });
    expect(Math.min(...likeness)).toBeGreaterThan(0.5);
    expect(likeness.reduce((sum, share) => sum + share, 0) / likeness.length).toBeGreaterThan(0.7);
  });

  it('[PRO-7] composes two minutes in well under the time it takes to ask', () => {
    const started = performance.now();
    for (const style of styles) composeScore(brief({ styleTags: [style.id], durationSeconds: 120 }), 3, 0);
    expect((performance.now() - started) / styles.length).toBeLessThan(150);
  });

  it('[PRO-7] takes any prompt, duration, seed and lyrics without failing', () => {
    const words = fc.constantFrom(
      'sad',
      'piano',
      '3/4',
      '6/8',
      '140 bpm',
      'in F# minor',
      'no drums',
      'jazz',
      'techno',
      'solo guitar',
      '«лоу-фай»',
      'fast',
      '[Verse]',
      'only',
    );
    const request = fc.record({
      prompt: fc.oneof(
        fc.string({ maxLength: 60 }),
        fc.array(words, { maxLength: 6 }).map((list) => list.join(' ')),
      ),
      styleTags: fc.array(fc.constantFrom('rock', 'ambient', 'waltz', 'drum and bass', 'nonsense'), {
        maxLength: 2,
      }),
      lyrics: fc.option(
        fc
          .array(fc.constantFrom('[Verse]', '[Chorus]', '', 'la la la', 'rain on the window tonight'), {
            maxLength: 40,
          })
          .map((lines) => lines.join('\n')),
      ),
      title: fc.constant(null),
      durationSeconds: fc.double({ min: 10, max: 240, noNaN: true }),
      instrumental: fc.boolean(),
    });
    fc.assert(
      fc.property(request, fc.integer(), fc.nat(7), (asked, seed, variant) => {
        const score = composeScore(asked, seed, variant);
        checkSections(score);
        checkParts(score);
        expect(Math.max(...score.parts.map(endOf))).toBeLessThanOrEqual(asked.durationSeconds - 0.6);
      }),
      { numRuns: 40, seed: 20261122 },
    );
  });
});

/** The lead's notes in a section as pitch and eighth of a bar from its beginning. */
function leadOf(score: Score, { startSeconds, endSeconds }: Section): string[] {
  const eighth = 30 / score.bpm;
  const notes = score.parts.find((part) => part.id === 'lead')?.notes ?? [];
  return notes
    .filter((note) => note.startSeconds >= startSeconds - 0.05 && note.startSeconds < endSeconds - 0.3)
    .map((note) => `${note.pitch} at ${Math.round((note.startSeconds - startSeconds) / eighth)}`);
}
