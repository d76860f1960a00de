import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Brief, Commission, Note, Score } from '../../score.ts';
import { composeCommission, composeScore, styles } from '../index.ts';

const briefOf = (styleId: string, durationSeconds: number, changes: Partial<Brief> = {}): Brief => ({
  prompt: '',
  styleTags: [styleId],
  lyrics: null,
  title: null,
  durationSeconds,
  instrumental: true,
  ...changes,
});

const songOf = (styleId: string, seconds: number): Commission => ({
  brief: briefOf(styleId, seconds),
  seed: 41,
  variant: 1,
});

const extended = (
  song: Commission,
  atSeconds: number | null,
  totalSeconds: number,
  changes: Partial<Commission> = {},
): Commission => ({
  brief: { ...song.brief, durationSeconds: totalSeconds },
  seed: 7,
  variant: 0,
  continues: { song, atSeconds },
  ...changes,
});

const barOf = (score: Score): number => (60 / score.bpm) * (score.beatsPerBar * (4 / score.beatUnit));

/** Checks that two scores are the same up to a splice: players, their notes and their levels. */
function checkSameUntil(source: Score, longer: Score, splice: number): void {
  // Human hands are up to some hundredths of a second early or late.
  const until = splice - 0.06;
  const wholeSections = source.sections.filter(({ endSeconds }) => endSeconds < until);
  const levelsUntil = wholeSections.at(-1)?.endSeconds ?? 0;
  for (const part of source.parts) {
    const { notes, automation, ...place } = part;
    const kept = notesIn(notes, 0, until);
    if (kept.length === 0) continue;
    const again = longer.parts.find(({ id }) => id === part.id)!;
    expect(again).toMatchObject(place);
    const played = notesIn(again.notes, 0, until);
    expect(played.map(onset)).toEqual(kept.map(onset));
    kept.forEach((note, i) => {
      // What rang over the splice ends there now.
      if (note.startSeconds + note.durationSeconds < until) expect(played[i]).toEqual(note);
    });
    automation.forEach(({ points }, i) => {
      const before = (each: typeof points) => each.filter(({ atSeconds }) => atSeconds < levelsUntil);
      expect(before(again.automation[i]!.points)).toEqual(before(points));
    });
  }
}

const onset = ({ startSeconds, pitch, velocity }: Note) => ({ startSeconds, pitch, velocity });

const notesIn = (notes: readonly Note[], from: number, to: number): Note[] =>
  notes.filter(({ startSeconds }) => startSeconds >= from && startSeconds < to);

const endOf = (score: Score): number =>
  Math.max(
    ...score.parts.flatMap(({ notes }) => notes.map((note) => note.startSeconds + note.durationSeconds)),
  );

function checkShape(score: Score, totalSeconds: number): void {
  expect(score.durationSeconds).toBe(totalSeconds);
  expect(score.sections.at(-1)?.endSeconds).toBe(totalSeconds);
  score.sections.forEach((section, i) => {
    expect(section.endSeconds).toBeGreaterThan(section.startSeconds);
    if (i > 0) expect(section.startSeconds).toBe(score.sections[i - 1]?.endSeconds);
  });
  expect(score.sections.filter(({ kind }) => kind === 'intro').length).toBeLessThanOrEqual(1);
  expect(new Set(score.sections.map(({ label }) => label)).size).toBe(score.sections.length);
  const tail = totalSeconds - endOf(score);
  expect(tail).toBeGreaterThan(0.6);
  expect(tail).toBeLessThan(2.8);
}

describe.each(styles.map(({ id }) => id))('a song that goes on: %s', (styleId) => {
  it('[PRO-7] is the same to the note up to the bar line at or before the place asked for', () => {
    const song = songOf(styleId, 60);
    const source = composeCommission(song);
    const longer = composeCommission(extended(song, 31, 80));
    const splice = Math.floor(31 / barOf(source)) * barOf(source);
    checkSameUntil(source, longer, splice);
    expect(longer.sections.some(({ startSeconds }) => Math.abs(startSeconds - splice) < 0.01)).toBe(true);
    checkShape(longer, 80);
  });

  it('[PRO-7] goes on where it would have ended, in its key, tempo and style, and then ends', () => {
    const song = songOf(styleId, 40);
    const source = composeCommission(song);
    const longer = composeCommission(extended(song, null, 70));
    const closing = source.sections.at(-1)!;
    // The last bar is kept but for its slowing down.
    const splice =
      closing.kind === 'outro'
        ? closing.startSeconds
        : closing.startSeconds + barOf(source) * (closing.bars - 1);
    expect(splice).toBeGreaterThan(20);
    checkSameUntil(source, longer, splice);
    checkShape(longer, 70);
    for (const same of ['styleId', 'bpm', 'key', 'mix', 'title', 'seed', 'beatsPerBar'] as const)
      expect(longer[same]).toEqual(source[same]);
    const home = longer.chords.at(-1)!;
    expect([0, 1, 2]).toContain((home.root - longer.key.tonic + 12) % 12);
    // Nothing falls silent between the two.
    const bar = barOf(source);
    for (let at = splice - bar; at < 66; at += bar) {
      const sounding = longer.parts.flatMap(({ notes }) =>
        notes.filter((note) => note.startSeconds < at + bar && note.startSeconds + note.durationSeconds > at),
      );
      expect(sounding.length).toBeGreaterThan(0);
    }
  });

  it('[PRO-7] is the same for its seed, and its variants differ after the splice only', () => {
    const song = songOf(styleId, 40);
    const [one, again, two] = [0, 0, 1].map((variant) =>
      composeCommission(extended(song, 22, 60, { variant })),
    );
    expect(again).toEqual(one);
    expect(two!.parts).not.toEqual(one!.parts);
    checkSameUntil(one!, two!, Math.floor(22 / barOf(one!)) * barOf(one!));
    const otherSeed = composeCommission(extended(song, 22, 60, { seed: 8 }));
    expect(otherSeed.parts).not.toEqual(one!.parts);
  });

  it('[PRO-7] goes on once more from where it has got to', () => {
    const first = extended(songOf(styleId, 20), null, 45);
    const once = composeCommission(first);
    const twice = composeCommission(extended(first, 33, 75, { seed: 9 }));
    checkSameUntil(once, twice, Math.floor(33 / barOf(once)) * barOf(once));
    checkShape(twice, 75);
  });
});

describe('a song that goes on', () => {
  it('[PRO-7] brings its refrain back, tune and words', () => {
    const lyrics =
      '[Verse]\nRain on the road tonight\nNobody home but me\n[Chorus]\nStay with the light\nStay till the morning';
    const sung = { lyrics, instrumental: false };
    const song: Commission = { brief: briefOf('pop', 60, sung), seed: 3, variant: 0 };
    const source = composeCommission(song);
    const brief = briefOf('pop', 110, {
      lyrics: '[Verse]\nSnow on the road\nAnd a cup of tea\n[Chorus]',
      instrumental: false,
    });
    const longer = composeCommission({ brief, seed: 5, variant: 0, continues: { song, atSeconds: null } });
    const added = longer.sections.slice(source.sections.filter(({ kind }) => kind !== 'outro').length);
    expect(added.filter(({ kind }) => kind === 'verse')[0]?.lyrics).toEqual([
      'Snow on the road',
      'And a cup of tea',
    ]);
    const refrain = source.sections.find(({ kind }) => kind === 'chorus')!;
    const back = added.find(({ kind }) => kind === 'chorus')!;
    expect(back.lyrics).toEqual(refrain.lyrics);
    expect(added.some(({ kind }) => kind === 'intro')).toBe(false);
    const wordless = composeCommission({
      brief: { ...brief, lyrics: null, instrumental: true },
      seed: 5,
      variant: 0,
      continues: { song, atSeconds: null },
    });
    expect(wordless.sections.slice(-2).flatMap((section) => section.lyrics)).toEqual([]);
  });

  it('[PRO-7] has the chorus again as everyone knows it', () => {
    const shares = Array.from({ length: 6 }, (_, seed) => {
      const song: Commission = { brief: briefOf('pop', 60), seed, variant: 0 };
      const longer = composeCommission(extended(song, null, 110));
      const choruses = longer.sections.filter(({ kind }) => kind === 'chorus');
      const before = new Set(tuneOf(longer, choruses[0]!.startSeconds, 4));
      const again = tuneOf(longer, choruses.at(-1)!.startSeconds, 4);
      return again.filter((note) => before.has(note)).length / again.length;
    });
    expect(shares.reduce((sum, share) => sum + share, 0) / shares.length).toBeGreaterThan(0.7);
  });

  it('[PRO-7] takes moods for its new part and leaves key, tempo and players alone', () => {
    const song = songOf('rock', 40);
    const plain = composeCommission(extended(song, null, 75));
    const brief = briefOf('rock', 75, { prompt: 'calm jazz with flute, 180 bpm in C# major' });
    const calm = composeCommission(extended(song, null, 75, { brief }));
    expect(calm).toMatchObject({ bpm: plain.bpm, key: plain.key, styleId: 'rock' });
    const players = new Set(plain.parts.map(({ program }) => program));
    const seated = composeScore(briefOf('rock', 200), 41, 1).parts.map(({ program }) => program);
    for (const { program } of calm.parts) expect([...players, ...seated]).toContain(program);
    const loudest = (score: Score) => Math.max(...score.sections.slice(-4).map(({ intensity }) => intensity));
    expect(loudest(calm)).toBeLessThan(loudest(plain));
  });

  it('[PRO-7] is the song it has always been, so that a stored one can be made again', () => {
    const score = composeCommission(extended(songOf('lo-fi', 30), 20, 50));
    const hash = createHash('sha256').update(JSON.stringify(score)).digest('hex');
    expect(hash.slice(0, 16)).toMatchInlineSnapshot(`"48d01bf278bd1e58"`);
  });

  it('[PRO-7] keeps a bar at least, and time for a new part at least', () => {
    const song = songOf('house', 40);
    const early = composeCommission(extended(song, 0, 40));
    expect(early.sections[0]).toMatchObject({ kind: composeCommission(song).sections[0]!.kind, bars: 1 });
    const late = composeCommission(extended(song, 38, 40));
    checkShape(late, 40);
    expect(late.sections.find(({ startSeconds }) => startSeconds > 25)).toBeDefined();
  });

  it('[PRO-7] takes any style, place, length, words and seed without failing', () => {
    const lyricsOf = (...lines: string[]) =>
      fc.option(
        fc
          .array(fc.constantFrom(...lines, '', 'la la la', 'rain on it'), { maxLength: 24 })
          .map((all) => all.join('\n')),
      );
    const first = lyricsOf('[Verse]', '[Chorus]', '[Solo]');
    const second = lyricsOf('[Verse]', '[Chorus]', '[Intro]', '[Outro]');
    const meter = fc.constantFrom('', '3/4', '6/8', '52 bpm', '190 bpm');
    const asked = fc.record({
      styleId: fc.constantFrom(...styles.map(({ id }) => id)),
      seconds: fc.double({ min: 10, max: 200, noNaN: true }),
      share: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      added: fc.double({ min: 10, max: 120, noNaN: true }),
    });
    fc.assert(
      fc.property(asked, meter, first, second, fc.nat(), (song, prompt, old, added, seed) => {
        const { styleId, seconds, share } = song;
        const sung = (lyrics: string | null) => ({ prompt, lyrics, instrumental: false });
        const source: Commission = { brief: briefOf(styleId, seconds, sung(old)), seed, variant: seed % 4 };
        const atSeconds = share === null ? null : share * seconds;
        const total = Math.min(240, (atSeconds ?? seconds) + song.added);
        const brief = briefOf(styleId, total, sung(added));
        const longer = composeCommission({
          brief,
          seed: 1,
          variant: 1,
          continues: { song: source, atSeconds },
        });
        checkShape(longer, total);
      }),
      { numRuns: 150, seed: 20260923 },
    );
  });
});

/** The lead in so many bars from a moment on, as pitch and eighth. */
function tuneOf(score: Score, from: number, bars: number): string[] {
  const eighth = 30 / score.bpm;
  const notes = score.parts.find(({ id }) => id === 'lead')?.notes ?? [];
  return notesIn(notes, from - 0.05, from + bars * barOf(score) - 0.3).map(
    (note) => `${note.pitch} at ${Math.round((note.startSeconds - from) / eighth)}`,
  );
}
