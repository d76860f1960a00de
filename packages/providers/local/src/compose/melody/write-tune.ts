import type { Dice } from '../dice.ts';
import { chordAt } from '../harmony/plan-harmony.ts';
import type { SectionPlan } from '../form/plan.ts';
import { countSyllables } from '../lyrics/count-syllables.ts';
import type { Song, Sound, Window } from '../song.ts';
import { barSeconds, metricWeight } from '../theory/meter.ts';
import { pitchClass, scaleSteps } from '../theory/scale.ts';
import { choosePitches, type Wish } from './choose-pitches.ts';
import { ornament } from './ornament.ts';
import { developMotif, inventMotif, type Motif } from './motif.ts';
import { planPhrases, type PhrasePlan } from './phrase-plan.ts';
import { fitSyllables, type Beat } from './write-rhythm.ts';

/** The voice that a tune is written for. */
export interface Singer {
  readonly low: number;
  readonly centre: number;
  readonly high: number;
  /** Added to the style's own density, −1 … +1. */
  readonly density: number;
  readonly chromatic: number;
  /** A different name gives a different tune over the same theme. */
  readonly voice: string;
}

/** Where the sections of a theme lie against the singer's middle: choruses above verses. */
const registers = { verse: -2, lift: 0.5, chorus: 3.5, bridge: 1 } as const;

interface Phrase {
  readonly at: number;
  readonly steps: number;
  readonly plan: PhrasePlan;
  readonly syllables: number | null;
  /** 0–1 through the section, for the arch that leads to its climax. */
  readonly progress: number;
}

/** Bars of a phrase that lasts about as long as a breath. */
function phraseBars(song: Song, section: SectionPlan): number {
  const seconds = barSeconds(song.meter, song.form.bpm);
  let bars: number = song.style.tune.phraseBars;
  while (bars > 1 && bars * seconds > 9.5) bars /= 2;
  while (bars < 4 && bars * seconds < 2.6) bars *= 2;
  return Math.min(bars, section.bars);
}

/** The phrases of a section: one a line where there are words, else as long as a breath. */
function layPhrases(song: Song, section: SectionPlan, dice: Dice): Phrase[] {
  const { stepsPerBar } = song.meter;
  const lines = section.lyrics.length;
  const total = section.bars * stepsPerBar;
  const start = section.firstBar * stepsPerBar;
  const natural = phraseBars(song, section) * stepsPerBar;
  const perLine = lines === 0 ? natural : Math.max(4, Math.floor(total / lines / 4) * 4);
  const whole = perLine >= stepsPerBar ? Math.floor(perLine / stepsPerBar) * stepsPerBar : perLine;
  const steps = lines === 0 ? natural : Math.min(whole, Math.max(natural, stepsPerBar));
  const count =
    lines === 0 ? Math.max(1, Math.floor(total / steps)) : Math.min(lines, Math.floor(total / steps));
  const gap = lines === 0 ? steps : Math.max(steps, Math.floor(total / count / stepsPerBar) * stepsPerBar);
  const plans = planPhrases(count, song.style.tune.hook && section.theme !== 'bridge', dice);
  return plans.map((plan, i) => ({
    plan,
    steps,
    at: start + i * Math.min(gap, Math.floor(total / count)),
    syllables: lines === 0 ? null : countSyllables(section.lyrics[i] ?? ''),
    progress: count === 1 ? 0.6 : i / (count - 1),
  }));
}

/** The pitch classes on which a phrase may close. */
function goalOf(song: Song, phrase: Phrase, chord: Wish['chord']): number[] | null {
  const steps = scaleSteps[chord.key.mode];
  const tonic = chord.key.tonic;
  const { tones } = chord.harmony;
  const closing = [tonic, pitchClass(tonic + (steps[2] ?? 4)), pitchClass(tonic + 7)].filter((tone) =>
    tones.includes(tone),
  );
  if (phrase.plan.close === 'closed') return closing.length > 0 ? closing.slice(0, 2) : null;
  return tones.slice(1, 3);
}

function wishesOf(song: Song, phrase: Phrase, motif: Motif, beats: readonly Beat[], centre: number): Wish[] {
  const { reach } = song.style.tune;
  // One climax: the arch peaks two thirds through the section.
  const arch = Math.sin(Math.PI * Math.pow(phrase.progress, 1.6)) * reach * 0.34;
  return beats.map((beat, i) => {
    const chord = chordAt(song.chords, phrase.at + beat.at);
    const height =
      motif.heights[
        Math.min(motif.heights.length - 1, Math.round((i * motif.heights.length) / beats.length))
      ] ?? 0;
    const last = i === beats.length - 1;
    const strength = metricWeight(song.meter, phrase.at + beat.at);
    return {
      chord,
      target: centre + arch + height * reach * 0.62,
      weight: Math.min(1, strength * 0.75 + Math.min(0.5, beat.length / 16)),
      goal: last ? goalOf(song, phrase, chord) : null,
    };
  });
}

/** Slides some weak notes into the next one from a semitone below or above, where the style does so. */
function approach(sounds: Sound[], chance: number, meter: Song['meter'], dice: Dice): Sound[] {
  return sounds.map((sound, i) => {
    const next = sounds[i + 1];
    if (!next || sound.length > 2 || next.at - sound.at > 2 || next.pitch === sound.pitch) return sound;
    if (metricWeight(meter, sound.at) > 0.4 || !dice.chance(chance)) return sound;
    return { ...sound, pitch: next.pitch + (sound.pitch < next.pitch ? -1 : 1) };
  });
}

function forceOf(song: Song, section: SectionPlan, beat: Beat, phrase: Phrase, pitchHeight: number): number {
  const accent = metricWeight(song.meter, phrase.at + beat.at) * 0.1;
  const swell = Math.sin((Math.PI * beat.at) / phrase.steps) * 0.07;
  return (
    0.5 + section.intensity * 0.26 + accent + swell + Math.max(-0.06, Math.min(0.08, pitchHeight * 0.012))
  );
}

/** A pickup before the bar line, from below or above, as many phrases have. */
function pickupOf(song: Song, first: Sound, floor: number, dice: Dice): Sound[] {
  if (!dice.chance(song.style.tune.pickup) || first.at - 4 < floor) return [];
  const chord = chordAt(song.chords, first.at);
  const scale = scaleSteps[chord.key.mode].map((step) => pitchClass(step + chord.key.tonic));
  let pitch = first.pitch - 1;
  while (!scale.includes(pitchClass(pitch))) pitch -= 1;
  return [{ at: first.at - 2, length: 2, pitch, force: first.force * 0.82 }];
}

/** The tune of one section for one singer. The same theme always gives the same tune. */
export function writeTune(song: Song, window: Window, singer: Singer): Sound[] {
  const { section } = window;
  const { meter, style } = song;
  const dice = song.dice.fork(`tune-${section.theme}-${singer.voice}`);
  const phrases = layPhrases(song, section, dice.fork('phrases'));
  const steps = phrases[0]?.steps ?? meter.stepsPerBar;
  const bars = steps / meter.stepsPerBar;
  const calm = section.theme === 'chorus' ? -0.15 : section.theme === 'bridge' ? -0.3 : 0.1;
  const density = singer.density + song.feel.density * 0.6 + calm;
  const ideas = {
    a: inventMotif(bars, meter, style.tune.cells, density, dice.fork('idea-a')),
    b: inventMotif(bars, meter, style.tune.cells, density - 0.2, dice.fork('idea-b')),
  };
  const centre = singer.centre + registers[section.theme] + section.lift;
  const sounds: Sound[] = [];
  phrases.forEach((phrase, i) => {
    const motif = developMotif(
      ideas[phrase.plan.idea],
      phrase.plan.development,
      steps,
      dice.fork(`develop-${i % 4}`),
    );
    const beats =
      phrase.syllables === null ? motif.beats : fitSyllables(motif.beats, phrase.syllables, steps, meter);
    const wishes = wishesOf(song, phrase, motif, beats, centre);
    const line = choosePitches(wishes, singer.low, singer.high, sounds[sounds.length - 1]?.pitch ?? null);
    const written = beats.map((beat, j): Sound => {
      const pitch = line[j] ?? centre;
      const force = forceOf(song, section, beat, phrase, pitch - centre);
      return { at: phrase.at + beat.at, length: beat.length, pitch, force };
    });
    const [first] = written;
    const previous = sounds[sounds.length - 1];
    const floor = previous ? previous.at + previous.length : window.from;
    if (first) sounds.push(...pickupOf(song, first, floor, dice.fork(`pickup-${i % 4}`)));
    sounds.push(...approach(written, singer.chromatic, meter, dice.fork(`approach-${i % 4}`)));
  });
  const inside = sounds.filter((sound) => sound.at >= window.from && sound.at < window.to);
  const sung = section.lyrics.length > 0;
  if (section.turn === 0 || sung) return inside;
  // A verse that returns is sung more freely than a chorus, which everyone should know by now.
  return ornament(song, inside, section.theme === 'chorus' ? 0.15 : 0.4, dice.fork(`again-${section.turn}`));
}
