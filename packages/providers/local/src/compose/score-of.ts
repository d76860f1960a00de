import type { Chord, Part, Score, Section } from '../score.ts';
import { perform } from './arrange/perform.ts';
import { placeInMix, planMix } from './arrange/place-in-mix.ts';
import { shapeDynamics } from './arrange/shape-dynamics.ts';
import { createClock, type Clock } from './form/clock.ts';
import { labelSections } from './form/label-sections.ts';
import type { Song } from './song.ts';
import type { WrittenSong } from './written-song.ts';

function sectionsOf(song: Song, clock: Clock, durationSeconds: number): Section[] {
  const { stepsPerBar } = song.meter;
  const { sections } = song.form;
  const labels = labelSections(sections, song.style);
  return sections.map((section, i) => ({
    kind: section.kind,
    label: labels[i] ?? '',
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

/** A written song as its players play it: steps become seconds, and every part gets its place in the mix. */
export function scoreOf(written: WrittenSong): Score {
  const { song, reading, durationSeconds, levels } = written;
  const { style, feel, key, meter, form } = song;
  const clock = createClock(form, meter, style);
  const parts = written.parts
    .filter((part) => part.sounds.length > 0)
    .map((part): Part => ({
      ...placeInMix(part.seat, style, feel),
      notes: perform(song, clock, part),
      automation: shapeDynamics(song, clock, part.seat, levels),
    }));
  return {
    seed: written.seed,
    title: written.title,
    styleId: style.id,
    styleLabel: style.label,
    moods: reading.moods.map((mood) => mood.id),
    bpm: Math.round(form.bpm * 100) / 100,
    beatsPerBar: meter.beatsPerBar,
    beatUnit: meter.beatUnit,
    key: { tonic: key.tonic, mode: key.mode, name: key.name },
    instrumental: written.instrumental,
    durationSeconds,
    sections: sectionsOf(song, clock, durationSeconds),
    chords: chordsOf(song, clock, durationSeconds),
    parts,
    mix: planMix(style, feel, form.bpm),
    flatLoudness: style.flatLoudness,
  };
}
