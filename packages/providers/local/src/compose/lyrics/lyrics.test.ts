import { describe, expect, it } from 'vitest';
import { composeScore, styles } from '../index.ts';
import { countSyllables } from './count-syllables.ts';
import { readLyrics } from './read-lyrics.ts';

const song = (lyrics: string, durationSeconds: number) =>
  composeScore(
    { prompt: 'pop', styleTags: [], lyrics, title: null, durationSeconds, instrumental: false },
    2,
    0,
  );

const tagged = `[Intro]
[Verse 1]
Walking down the empty street
Counting every single beat
[Pre-Chorus]
And I know
[Chorus]
Hold the light, hold the light
We will make it through the night
[Solo]
[Bridge]
Nothing lasts but this
[Chorus]
Hold the light, hold the light
We will make it through the night
[Outro]
Hold the light`;

describe('lyrics', () => {
  it('[PRO-7] lets the tags decide the form', () => {
    for (const durationSeconds of [60, 120, 200]) {
      const score = song(tagged, durationSeconds);
      const kinds = score.sections.map((section) => section.kind);
      const asked = ['intro', 'verse', 'pre-chorus', 'chorus', 'solo', 'bridge', 'chorus', 'outro'];
      let at = 0;
      for (const kind of kinds) if (kind === asked[at]) at += 1;
      expect(at).toBe(asked.length);
      expect(score.sections.find((section) => section.kind === 'chorus')?.lyrics).toEqual([
        'Hold the light, hold the light',
        'We will make it through the night',
      ]);
      expect(score.instrumental).toBe(false);
    }
  });

  it.each(['la', '[Intro]\nhold on\n[Verse]\nrain on the roof\n[Solo]\noh\n[Outro]\nhold on', tagged])(
    '[PRO-7] gives every section with words its tune, in every style and length: %j',
    (lyrics) => {
      for (const { id } of styles) {
        for (const durationSeconds of [15, 30, 120]) {
          const brief = { prompt: '', styleTags: [id], lyrics, title: null, durationSeconds };
          const score = composeScore({ ...brief, instrumental: false }, durationSeconds, 1);
          const tune = score.parts.find((part) => part.id === 'lead')?.notes ?? [];
          for (const section of score.sections.filter((each) => each.lyrics.length > 0)) {
            const { startSeconds, endSeconds } = section;
            const isHeard = tune.some(
              (note) => note.startSeconds > startSeconds - 0.1 && note.startSeconds < endSeconds,
            );
            expect(isHeard, `${section.label} of ${durationSeconds} s of ${id}`).toBe(true);
          }
        }
      }
    },
  );

  it('[PRO-7] keeps the way in of a short song with few words short', () => {
    for (const words of ['la', 'la la la\nrain on me']) {
      const [intro] = song(words, 30).sections;
      expect(intro).toMatchObject({ kind: 'intro', bars: 2 });
    }
  });

  it('[PRO-7] takes the repeated stanza for the chorus where there are no tags', () => {
    const sections = readLyrics('one\ntwo\n\nsing it\nagain\n\nthree\nfour\n\nsing it\nagain');
    expect(sections.map((section) => section.kind)).toEqual(['verse', 'chorus', 'verse', 'chorus']);
  });

  it('[PRO-7] reads Russian tags and stanzas without repeats', () => {
    expect(readLyrics('[Куплет 1]\nраз\n[Припев]\nдва').map((section) => section.kind)).toEqual([
      'verse',
      'chorus',
    ]);
    expect(readLyrics('a\nb\n\nc\nd\n\ne\nf').map((section) => section.kind)).toEqual([
      'verse',
      'chorus',
      'verse',
    ]);
  });

  it('[PRO-7] fits many words into little time, and few words into much', () => {
    const long = Array.from(
      { length: 12 },
      (_, i) => `[Verse ${i}]\nline one\nline two\nline three\nline four`,
    ).join('\n');
    expect(song(long, 10).sections.at(-1)?.endSeconds).toBe(10);
    const short = song('[Verse]\nonly this\n[Chorus]\nand that', 240);
    expect(short.sections.length).toBeGreaterThan(6);
    expect(new Set(short.sections.map((section) => section.kind)).size).toBeGreaterThanOrEqual(5);
    expect(Math.max(...short.sections.map((section) => section.bars))).toBeLessThanOrEqual(20);
  });

  it('[PRO-7] counts syllables near enough to sing them', () => {
    expect(countSyllables('Walking down the empty street')).toBe(7);
    expect(countSyllables('Мне нравится, что вы больны не мной')).toBe(10);
    expect(countSyllables('(ooh) fire')).toBeGreaterThanOrEqual(1);
    expect(countSyllables('')).toBe(1);
  });
});
