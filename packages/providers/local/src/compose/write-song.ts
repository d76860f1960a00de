import type { Brief } from '../score.ts';
import { balanceSections, findFullest } from './arrange/balance-sections.ts';
import { openWindows } from './arrange/open-windows.ts';
import { seatBand } from './arrange/seat-band.ts';
import { writeParts } from './arrange/write-parts.ts';
import { chooseKey, chooseMeter, chooseTempo } from './choose-setting.ts';
import { createDealer, createDice, seedFor } from './dice.ts';
import { planForm } from './form/plan-form.ts';
import { planHarmony } from './harmony/plan-harmony.ts';
import { readLyrics } from './lyrics/read-lyrics.ts';
import { readBrief } from './prompt/read-brief.ts';
import { writeTitle } from './prompt/write-title.ts';
import type { Song } from './song.ts';
import type { WrittenSong } from './written-song.ts';

/**
 * Writes a new song: reads the brief, chooses key, meter and tempo, fits a form to the exact duration, plans
 * harmony, seats a band and writes for every seat. Pure: one seed and variant, one song.
 */
export function writeSong(brief: Brief, seed: number, variant: number): WrittenSong {
  const own = seedFor(`${brief.prompt}\n${brief.styleTags.join()}`, seed);
  const dealer = createDealer(own, variant);
  const dice = createDice(own).fork(`variant-${variant}`);
  const reading = readBrief(brief, dealer);
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
    before: [],
    refrain: [],
    style,
    feel,
    lyrics,
    dealer,
    dice,
  });
  const chords = planHarmony({ style, key, meter, form, dealer, dice });
  const song: Song = { style, feel, key, meter, form, chords, endStep: form.bars * meter.stepsPerBar, dice };
  const seats = seatBand(style, reading.wishes, dealer, dice.fork('band'));
  const windows = openWindows(seats, form.sections, meter, dice.fork('windows'));
  const bars = { flatLoudness: style.flatLoudness, stepsPerBar: meter.stepsPerBar };
  const fullest = findFullest(form.sections, windows, meter.stepsPerBar);
  return {
    song,
    reading,
    dealer,
    seed,
    title: writeTitle(brief, reading, lyrics, dealer, dice.fork('title')),
    instrumental: reading.instrumental,
    durationSeconds: brief.durationSeconds,
    seats,
    parts: writeParts(song, windows),
    levels: balanceSections(form.sections, windows, fullest, bars),
    fullest,
  };
}
