import type { Brief, Chord, Part, Score, Section } from '../score.ts';
import { balanceSections } from './arrange/balance-sections.ts';
import { openWindows } from './arrange/open-windows.ts';
import { perform } from './arrange/perform.ts';
import { placeInMix, planMix } from './arrange/place-in-mix.ts';
import { seatBand } from './arrange/seat-band.ts';
import { shapeDynamics } from './arrange/shape-dynamics.ts';
import { writeParts } from './arrange/write-parts.ts';
import { chooseKey, chooseMeter, chooseTempo } from './choose-setting.ts';
import { createDealer, createDice, seedFor } from './dice.ts';
import { createClock, type Clock } from './form/clock.ts';
import { planForm } from './form/plan-form.ts';
import { planHarmony } from './harmony/plan-harmony.ts';
import { readLyrics } from './lyrics/read-lyrics.ts';
import { readBrief as readWithDealer, type Reading } from './prompt/read-brief.ts';
import { writeTitle } from './prompt/write-title.ts';
import type { Song } from './song.ts';

/** What the composer understands of a brief, for one seed and variant. */
export function readBrief(brief: Brief, seed = 0, variant = 0): Reading {
  return readWithDealer(brief, createDealer(seed, variant));
}

function sectionsOf(song: Song, clock: Clock, durationSeconds: number): Section[] {
  const { stepsPerBar } = song.meter;
  const { sections } = song.form;
  return sections.map((section, i) => ({
    kind: section.kind,
    label: section.label,
    startSeconds: clock.seconds(section.firstBar * stepsPerBar),
    // The last section owns the held chord and the ring-out.
    endSeconds:
      i === sections.length - 1
        ? durationSeconds
        : clock.seconds((section.firstBar + section.bars) * stepsPerBar),
    bars: section.bars,
    intensity: section.intensity,
    lyrics: section.lyrics,
  }));
}

function chordsOf(song: Song, clock: Clock, durationSeconds: number): Chord[] {
  return song.chords.map((span) => ({
    startSeconds: clock.seconds(span.at),
    endSeconds: span.at >= song.endStep ? durationSeconds : clock.seconds(span.at + span.length),
    root: span.harmony.root,
    pitchClasses: [...new Set(span.harmony.tones)],
    symbol: span.harmony.symbol,
  }));
}

/**
 * Composes a song: reads the brief, chooses key, meter and tempo, fits a form to the exact duration, plans
 * harmony, seats a band and writes, performs and places every part. Pure: one seed and variant, one song.
 */
export function composeScore(brief: Brief, seed: number, variant: number): Score {
  const own = seedFor(`${brief.prompt}\n${brief.styleTags.join()}`, seed);
  const dealer = createDealer(own, variant);
  const dice = createDice(own).fork(`variant-${variant}`);
  const reading = readWithDealer(brief, dealer);
  const { style, feel } = reading;
  const lyrics = brief.instrumental ? [] : readLyrics(brief.lyrics);
  const key = chooseKey(reading, dealer, dice);
  const meter = chooseMeter(reading, dice);
  const form = planForm({
    ...chooseTempo(reading, dealer),
    durationSeconds: brief.durationSeconds,
    meter,
    ritardando: style.ritardando,
    roomSeconds: style.mix.room.decaySeconds,
    style,
    feel,
    lyrics,
    dealer,
    dice,
  });
  const chords = planHarmony({ style, key, meter, form, dealer, dice });
  const song: Song = { style, feel, key, meter, form, chords, endStep: form.bars * meter.stepsPerBar, dice };
  const clock = createClock(form, meter, style);
  const seats = seatBand(style, reading.wishes, dealer, dice.fork('band'));
  const windows = openWindows(seats, form.sections, meter, dice.fork('windows'));
  const levels = balanceSections(song, windows);
  const written = writeParts(song, windows);
  const parts = written
    .filter((part) => part.sounds.length > 0)
    .map((part): Part => ({
      ...placeInMix(part.seat, style, feel),
      notes: perform(song, clock, part),
      automation: shapeDynamics(song, clock, part.seat, levels),
    }));
  return {
    seed,
    title: writeTitle(brief, reading, lyrics, dealer, dice.fork('title')),
    styleId: style.id,
    styleLabel: style.label,
    moods: reading.moods.map((mood) => mood.id),
    bpm: Math.round(form.bpm * 100) / 100,
    beatsPerBar: meter.beatsPerBar,
    beatUnit: meter.beatUnit,
    key: { tonic: key.tonic, mode: key.mode, name: key.name },
    instrumental: reading.instrumental,
    durationSeconds: brief.durationSeconds,
    sections: sectionsOf(song, clock, brief.durationSeconds),
    chords: chordsOf(song, clock, brief.durationSeconds),
    parts,
    mix: planMix(style, feel, form.bpm),
    flatLoudness: style.flatLoudness,
  };
}
