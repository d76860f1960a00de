import { describe, expect, it } from 'vitest';
import type { Brief } from '../../score.ts';
import { composeScore, readBrief, styles } from '../index.ts';

const brief = (prompt: string, changes: Partial<Brief> = {}): Brief => ({
  prompt,
  styleTags: [],
  lyrics: null,
  title: null,
  durationSeconds: 40,
  instrumental: true,
  ...changes,
});

const styleOf = (prompt: string, tags: readonly string[] = []): string =>
  readBrief(brief(prompt, { styleTags: tags })).style.id;

describe('prompt reading', () => {
  it('[PRO-7] knows every style by each of its words', () => {
    for (const style of styles) expect(styleOf(`a ${style.words[0]} song`), style.id).toBe(style.id);
    expect(styles.length).toBeGreaterThanOrEqual(14);
  });

  it.each([
    ['chill lofi beats to study to', 'lo-fi'],
    ['уютный лоу-фай для учёбы', 'lo-fi'],
    ['русский рок', 'rock'],
    ['спокойная джазовая баллада', 'jazz'],
    ['напиши классику для фортепиано', 'classical-piano'],
    ['тёмный эмбиент', 'ambient'],
    ['liquid drum & bass', 'drum-and-bass'],
    ['boom bap with heavy bass', 'hip-hop'],
    ['an acoustic guitar jazz tune', 'jazz'],
    ['epic orchestral rock', 'rock'],
    ['epic orchestral trailer music', 'cinematic'],
  ])('[PRO-7] hears the style in “%s”', (prompt, id) => {
    expect(styleOf(prompt)).toBe(id);
  });

  it('[PRO-7] lets style tags beat the words of the prompt', () => {
    expect(styleOf('techno for the rave', ['Bossa Nova'])).toBe('bossa-nova');
    expect(styleOf('techno for the rave', ['something else'])).toBe('techno');
  });

  it('[PRO-7] picks a broad style, and not always the same, when nothing is named', () => {
    const picked = [0, 1, 2, 3].map((variant) => readBrief(brief('my cat sits on the roof'), 9, variant));
    expect(new Set(picked.map((reading) => reading.style.id)).size).toBe(4);
    expect(picked.every((reading) => !reading.styleNamed)).toBe(true);
  });

  it.each([
    ['92 bpm', 92],
    ['at 140bpm', 140],
    ['tempo 75', 75],
    ['темп 128', 128],
  ])('[PRO-7] keeps to “%s” within one per cent', (words, bpm) => {
    for (const style of ['pop', 'jazz', 'techno']) {
      for (const durationSeconds of [10, 35, 61.5, 180]) {
        const score = composeScore(brief(`${style} ${words}`, { durationSeconds }), 3, 1);
        expect(Math.abs(score.bpm - bpm) / bpm).toBeLessThan(0.01);
        expect(score.durationSeconds).toBe(durationSeconds);
      }
    }
  });

  it.each([
    ['in D minor', 'D minor'],
    ['F# major', 'F# major'],
    ['in Bb minor', 'Bb minor'],
    ['E dorian', 'E Dorian'],
    ['ре минор', 'D minor'],
    ['до-диез минор', 'C# minor'],
    ['in C-sharp minor', 'C# minor'],
  ])('[PRO-7] writes “%s” in that key', (words, name) => {
    expect(composeScore(brief(`folk song ${words}`), 1, 0).key.name).toBe(name);
  });

  it('[PRO-7] takes a tonic without a mode, and no key where the letter is only a word', () => {
    expect(composeScore(brief('rock song in A'), 2, 0).key.tonic).toBe(9);
    expect(readBrief(brief('lost in a major city, a minor setback')).askedKey?.mode).not.toBe('minor');
    expect(readBrief(brief('dancing in a dream')).askedKey).toBeNull();
  });

  it.each([
    ['3/4', 3, 4],
    ['6/8', 6, 8],
    ['waltz', 3, 4],
  ] as const)('[PRO-7] honours the meter of “%s” in every style', (words, beatsPerBar, beatUnit) => {
    for (const style of styles) {
      const score = composeScore(brief(words, { styleTags: [style.id] }), 6, 2);
      expect([score.beatsPerBar, score.beatUnit]).toEqual([beatsPerBar, beatUnit]);
    }
  });

  it('[PRO-7] seats the instruments that are named', () => {
    const labels = (prompt: string): string[] =>
      composeScore(brief(prompt), 5, 0).parts.map((part) => part.label);
    expect(labels('lo-fi with saxophone')).toContain('Tenor saxophone');
    expect(labels('techno with a flute')).toContain('Flute');
    expect(labels('rock with strings and piano')).toEqual(expect.arrayContaining(['Grand piano']));
    expect(labels('грустная песня, виолончель')).toContain('Cello');
    expect(new Set(labels('solo piano nocturne'))).toEqual(new Set(['Grand piano']));
  });

  it.each(['no drums', 'without drums', 'drumless', 'без барабанов', 'no bass or drums'])(
    '[PRO-7] leaves the drums out for “%s”',
    (words) => {
      for (const style of ['pop', 'house', 'lo-fi']) {
        const score = composeScore(brief(`${style} ${words}`), 5, 0);
        expect(score.parts.filter((part) => part.stem === 'drums')).toEqual([]);
      }
    },
  );

  it('[PRO-7] lets moods bend the music', () => {
    const share = (mood: string): number =>
      Array.from({ length: 20 }, (_, seed) => composeScore(brief(`${mood} pop`), seed, 0)).filter(
        (score) => score.key.mode === 'major',
      ).length;
    expect(share('happy')).toBeGreaterThan(share('sad') + 8);
    expect(composeScore(brief('sad dreamy pop'), 1, 0).moods).toEqual(['sad', 'dreamy']);
    expect(composeScore(brief('slow pop'), 1, 0).bpm).toBeLessThan(composeScore(brief('fast pop'), 1, 0).bpm);
  });

  it('[PRO-7] names songs after the prompt, the refrain or the style, and keeps a given title', () => {
    expect(composeScore(brief('pop', { title: 'Mine' }), 1, 0).title).toBe('Mine');
    expect(composeScore(brief('lo-fi beat for a rainy night in Tokyo'), 1, 0).title).toMatch(
      /Rainy Night|Tokyo/,
    );
    const lyrics = '[Verse]\nfirst line here\n[Chorus]\nstay until the morning';
    expect(composeScore(brief('pop', { lyrics, instrumental: false }), 1, 0).title).toBe(
      'Stay Until The Morning',
    );
    expect(composeScore(brief('techno'), 1, 0).title).not.toBe(composeScore(brief('techno'), 1, 1).title);
  });
});
