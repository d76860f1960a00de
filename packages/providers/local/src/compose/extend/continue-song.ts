import type { Brief } from '../../score.ts';
import { balanceSections } from '../arrange/balance-sections.ts';
import { openWindows } from '../arrange/open-windows.ts';
import { writeParts } from '../arrange/write-parts.ts';
import { createDealer, createDice, seedFor } from '../dice.ts';
import type { FormPlan, SectionPlan } from '../form/plan.ts';
import { planForm } from '../form/plan-form.ts';
import { planHarmony } from '../harmony/plan-harmony.ts';
import { readLyrics } from '../lyrics/read-lyrics.ts';
import type { Feel } from '../prompt/moods.ts';
import { readBrief } from '../prompt/read-brief.ts';
import type { Song } from '../song.ts';
import { barSeconds } from '../theory/meter.ts';
import type { WrittenSong } from '../written-song.ts';
import { chooseCutBar, cutSong } from './cut-song.ts';
import { mixDealers, mixDice } from './new-ideas.ts';

/**
 * A song that goes on: the same to the note up to a bar line, then new sections for the same players in the same key,
 * tempo, groove and style, then an ending, `brief.durationSeconds` in all. Its refrain returns with tune and words;
 * verses and bridges get new tunes. The brief's moods make the new part fuller or sparser and change nothing else.
 */
export function continueSong(
  source: WrittenSong,
  atSeconds: number | null,
  brief: Brief,
  seed: number,
  variant: number,
): WrittenSong {
  const kept = cutSong(source, chooseCutBar(source, atSeconds, brief.durationSeconds));
  const own = seedFor(`continued\n${brief.prompt}\n${brief.styleTags.join()}`, seed);
  const dealer = mixDealers(source.dealer, createDealer(own, variant));
  const dice = mixDice(source.song.dice, createDice(own).fork(`variant-${variant}`));
  const feel = feelOfNewPart(source, brief);
  const { style, key, meter } = source.song;
  const form = planNewPart(kept, source.song.form.sections, { ...brief, feel, dealer, dice });
  const sections = form.sections.slice(kept.song.form.sections.length);
  const chords = [
    ...kept.song.chords,
    ...planHarmony({ style, key, meter, form: { ...form, sections }, dealer, dice }),
  ];
  const song: Song = { style, feel, key, meter, form, chords, endStep: form.bars * meter.stepsPerBar, dice };
  const windows = openWindows(source.seats, sections, meter, dice.fork('windows'));
  const bars = { flatLoudness: style.flatLoudness, stepsPerBar: meter.stepsPerBar };
  const newLevels = balanceSections(sections, windows, source.fullest, bars);
  const newParts = new Map(writeParts(song, windows).map(({ seat, sounds }) => [seat, sounds]));
  return {
    ...kept,
    // Played by the players of the source, whose hands are its dice: what is kept is played as it was.
    song: { ...song, feel: source.song.feel, dice: source.song.dice },
    title: brief.title?.trim() || source.title,
    instrumental: sections.every(({ lyrics }) => lyrics.length === 0) && source.instrumental,
    durationSeconds: brief.durationSeconds,
    levels: new Map([...kept.levels, ...newLevels]),
    parts: kept.parts.map((part) => ({
      ...part,
      sounds: [...part.sounds, ...(newParts.get(part.seat) ?? [])],
    })),
  };
}

/** How full and busy the new part is: as the brief's moods say, else as the song was. Its sound stays. */
function feelOfNewPart(source: WrittenSong, brief: Brief): Feel {
  const asked = readBrief(brief, source.dealer);
  const { feel } = source.song;
  if (asked.moods.length === 0) return feel;
  return { ...feel, intensity: asked.feel.intensity, density: asked.feel.density };
}

/** The form of the whole song: what is kept, then new sections at the song's own tempo. */
function planNewPart(
  { song }: WrittenSong,
  allSections: readonly SectionPlan[],
  asked: Brief & Pick<Parameters<typeof planForm>[0], 'feel' | 'dealer' | 'dice'>,
): FormPlan {
  const { style, meter, form } = song;
  const { bpm } = form;
  const refrain = allSections.find(({ kind, lyrics }) => kind === 'chorus' && lyrics.length > 0)?.lyrics;
  return planForm({
    low: bpm,
    high: bpm,
    target: bpm,
    durationSeconds: asked.durationSeconds - form.bars * barSeconds(meter, bpm),
    meter,
    ritardando: style.ritardando,
    roomSeconds: style.mix.room.decaySeconds,
    before: form.sections,
    refrain: asked.instrumental ? [] : (refrain ?? []),
    style,
    feel: asked.feel,
    lyrics: asked.instrumental ? [] : readLyrics(asked.lyrics),
    dealer: asked.dealer,
    dice: asked.dice,
  });
}
