import { compRows, type CompFigure } from '../patterns/comp-figures.ts';
import { chordAt, type ChordSpan } from '../harmony/plan-harmony.ts';
import { voiceLead, type VoicingPlan } from '../harmony/voice-lead.ts';
import type { Seat, Song, Sound, Window } from '../song.ts';
import { pitchClass } from '../theory/scale.ts';

/** The register and spread that suit a seat's role and sound. */
function voicingPlan(song: Song, seat: Seat): VoicingPlan {
  const { preset, chair } = seat;
  const shift = (chair.octave ?? 0) * 12;
  const guitar = preset.voice === 'plucked';
  const rich = song.style.colour === 'seventh' || song.style.colour === 'ninth';
  const role = chair.role;
  const middle =
    role === 'arp' ? 67 : role === 'pad' ? 60 : song.style.colour === 'fifth' && guitar ? 50 : 60;
  const centre = Math.max(preset.low + 8, Math.min(preset.high - 8, middle + shift));
  return {
    centre,
    low: Math.max(preset.low, centre - 12),
    high: Math.min(preset.high, centre + (role === 'arp' ? 16 : 14)),
    voices: role === 'pad' ? 4 : role === 'arp' ? 4 : guitar && !rich ? 4 : rich ? 4 : 3,
    spread: role === 'pad' ? 'open' : song.style.form === 'head' && !guitar ? 'drop-2' : 'close',
    rootless: rich && role === 'comp',
  };
}

/** Voicings of every chord, each led from the one before. */
function voiceAll(song: Song, seat: Seat): Map<ChordSpan, number[]> {
  const plan = voicingPlan(song, seat);
  const voicings = new Map<ChordSpan, number[]>();
  let before: number[] | null = null;
  for (const span of song.chords) {
    before = voiceLead(span.harmony, before, plan);
    voicings.set(span, before);
  }
  return voicings;
}

const chordForces: Readonly<Record<string, number>> = { X: 0.74, x: 0.62, o: 0.46 };

/** A voice of the chord by number; beyond the top it wraps an octave up. */
function voiceAt(voicing: readonly number[], index: number): number {
  const octave = Math.floor(index / voicing.length);
  return (voicing[index % voicing.length] ?? 60) + octave * 12;
}

/** The bass note under a left hand. */
function bassUnder(span: ChordSpan, voicing: readonly number[], lowest: number): number {
  const floor = (voicing[0] ?? 60) - 1;
  let pitch = floor - pitchClass(floor - span.harmony.bass);
  while (pitch > 52 && pitch - 12 >= lowest) pitch -= 12;
  return Math.max(pitch, lowest);
}

/** Which row of a figure a section plays. */
function rowsOf(song: Song, figure: CompFigure, salt: string): string {
  const { four, three, six } = compRows[figure];
  const rows = song.meter.name === '4/4' ? four : song.meter.name === '3/4' ? three : six;
  return song.dice.fork(`row-${salt}`).pick(rows);
}

/** The figure as a section wants it: plainer where the music rests. */
function figureFor(song: Song, seat: Seat, window: Window): CompFigure {
  const figure = (seat.figure ?? 'held') as CompFigure;
  const { kind, intensity } = window.section;
  if (seat.chair.role !== 'comp') return figure;
  const busy: readonly CompFigure[] = [
    'eighths',
    'quarters',
    'strum',
    'chug',
    'funk-scratch',
    'stabs',
    'house-stabs',
    'charleston',
    'lofi-keys',
    'backbeat',
  ];
  if (kind === 'break' && busy.includes(figure)) return 'held';
  if (kind === 'intro' && figure === 'chug') return 'power';
  if (figure === 'ballad' && intensity > 0.8) return 'quarters';
  if (figure === 'strum-soft' && intensity > 0.7) return 'strum';
  return figure;
}

interface Stroke {
  readonly mark: string;
  readonly at: number;
  readonly length: number;
}

/** The strokes of a row across a window; a hold never outlasts its chord. */
function strokesOf(song: Song, window: Window, row: string): Stroke[] {
  const strokes: Stroke[] = [];
  const origin = window.section.firstBar * song.meter.stepsPerBar;
  const markAt = (at: number): string => row.charAt((at - origin) % row.length);
  for (let at = window.from; at < window.to; at++) {
    const mark = markAt(at);
    const span = chordAt(song.chords, at);
    const changes = at === span.at && mark === '-';
    if (mark === '.' || (mark === '-' && !changes)) continue;
    let length = 1;
    while (at + length < Math.min(window.to, span.at + span.length) && markAt(at + length) === '-')
      length += 1;
    strokes.push({ mark: changes ? 'o' : mark, at, length });
  }
  return strokes;
}

/** Held chords joined across bars where nothing changes, so that pads breathe with the harmony. */
function heldChords(song: Song, window: Window, voicings: Map<ChordSpan, number[]>, force: number): Sound[] {
  const sounds: Sound[] = [];
  for (const span of song.chords) {
    const from = Math.max(window.from, span.at);
    const to = Math.min(window.to, span.at + span.length);
    if (to <= from || span.at >= song.endStep) continue;
    for (const pitch of voicings.get(span) ?? []) {
      const tied = sounds.findIndex(
        (sound) => sound.pitch === pitch && Math.abs(sound.at + sound.length - from) < 0.01,
      );
      const before = sounds[tied];
      if (before) sounds[tied] = { ...before, length: before.length + to - from };
      else sounds.push({ at: from, length: to - from, pitch, force });
    }
  }
  return sounds;
}

function playStroke(
  song: Song,
  seat: Seat,
  stroke: Stroke,
  span: ChordSpan,
  voicing: readonly number[],
  lift: number,
): Sound[] {
  const { mark, at, length } = stroke;
  const chordForce = chordForces[mark];
  if (mark === 'b') {
    const pitch = bassUnder(span, voicing, seat.preset.low);
    return [{ at, length: Math.max(length, 3), pitch, force: 0.62 + lift }];
  }
  if (chordForce === undefined) {
    const pulse = at % song.meter.pulseSteps === 0 ? 0.06 : 0;
    const pitch = Math.min(voiceAt(voicing, Number(mark)), seat.preset.high);
    // Keys and strings ring into the next note; a synth's arpeggio is dry.
    const ring = seat.preset.voice === 'synth' ? length * 0.9 : length * 1.6;
    return [{ at, length: ring, pitch, force: 0.5 + pulse + lift }];
  }
  const strummed = seat.preset.voice === 'plucked';
  const up = strummed && at % 4 === 2;
  const order = up ? [...voicing].reverse() : voicing;
  // A strum crosses the strings in some 30 ms, a keyboard player's fingers in a few.
  const spread = strummed ? 0.09 : seat.preset.voice === 'struck' ? 0.025 : 0;
  const gap = mark === 'X' && length === 1 ? 0.85 : 0.95;
  return order.map((pitch, i) => ({
    at: at + i * spread,
    length: length * gap,
    pitch,
    force: chordForce + lift - (i === 0 ? 0 : 0.03),
  }));
}

/** The last chord of the song, rolled by plucked and struck instruments. */
function lastChord(song: Song, seat: Seat, voicing: readonly number[]): Sound[] {
  const roll =
    seat.preset.voice === 'plucked' || (seat.preset.voice === 'struck' && song.style.ritardando) ? 0.3 : 0;
  return voicing.map((pitch, i) => ({
    at: song.endStep + i * roll,
    length: song.meter.stepsPerBar,
    pitch,
    force: 0.58,
  }));
}

/** Comping, arpeggios and pads: the harmony of the song in one seat's figure. */
export function writeChords(song: Song, seat: Seat, windows: readonly Window[]): Sound[] {
  const voicings = voiceAll(song, seat);
  const sounds: Sound[] = [];
  for (const window of windows) {
    const figure = figureFor(song, seat, window);
    const lift = (window.section.intensity - 0.5) * 0.24;
    if (figure === 'held' || figure === 'swell') {
      sounds.push(...heldChords(song, window, voicings, 0.5 + lift));
      continue;
    }
    const row = rowsOf(
      song,
      figure,
      `${seat.id}-${figure}-${window.section.theme === 'bridge' ? 'bridge' : 'song'}`,
    );
    for (const stroke of strokesOf(song, window, row)) {
      const span = chordAt(song.chords, stroke.at);
      sounds.push(...playStroke(song, seat, stroke, span, voicings.get(span) ?? [], lift));
    }
  }
  const last = windows[windows.length - 1];
  const final = song.chords[song.chords.length - 1];
  if (last && last.to === song.endStep && final)
    sounds.push(...lastChord(song, seat, voicings.get(final) ?? []));
  return sounds;
}
