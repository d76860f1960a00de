import { bassRows, type BassFigure } from '../patterns/bass-figures.ts';
import { chordAt, type ChordSpan } from '../harmony/plan-harmony.ts';
import type { Seat, Song, Sound, Window } from '../song.ts';
import { pitchClass, scaleOf } from '../theory/scale.ts';

/** The key of a pitch class nearest to another key, within a compass. */
function nearest(tone: number, near: number, low: number, high: number): number {
  let pitch = near + pitchClass(tone - near);
  if (pitch - near > 6) pitch -= 12;
  while (pitch < low) pitch += 12;
  while (pitch > high) pitch -= 12;
  return pitch;
}

/** A note a step from the next root, of the key where it can be. */
function approachTone(song: Song, at: number, from: number, target: number): number {
  const scale = scaleOf(chordAt(song.chords, at).key);
  const side = from <= target ? -1 : 1;
  const scaleStep = [1, 2].find((step) => scale.includes(pitchClass(target + side * step)));
  return target + side * (scaleStep ?? 1);
}

interface Compass {
  readonly low: number;
  readonly centre: number;
  readonly high: number;
}

/** The next chord after a step. */
function nextSpan(song: Song, span: ChordSpan): ChordSpan {
  return chordAt(song.chords, span.at + span.length + 0.001);
}

/** The pitch that a mark of a figure asks for over a chord. */
function pitchOfMark(
  mark: string,
  song: Song,
  span: ChordSpan,
  at: number,
  root: number,
  compass: Compass,
): number {
  const { tones } = span.harmony;
  switch (mark) {
    case '5': {
      const fifth = tones[2] ?? pitchClass(span.harmony.root + 7);
      const above = root + pitchClass(fifth - root);
      return above <= compass.high - 4 ? above : above - 12;
    }
    case '3':
      return root + pitchClass((tones[1] ?? root) - root);
    case '7':
      return root + pitchClass((tones[3] ?? tones[2] ?? root) - root);
    case '8':
      return root + 12 <= compass.high ? root + 12 : root;
    case 'a': {
      const next = nearest(nextSpan(song, span).harmony.bass, root, compass.low, compass.high);
      return approachTone(song, at, root, next);
    }
    default:
      return root;
  }
}

/** Four to the bar: chord tones on the beats, steps between, a leading note into each new root. */
function walk(song: Song, window: Window, compass: Compass): Sound[] {
  const dice = song.dice.fork(`walk-${window.section.theme}-${window.section.turn}`);
  const step = song.meter.name === '6/8' ? 2 : song.meter.pulseSteps;
  const sounds: Sound[] = [];
  let near = compass.centre;
  for (let at = window.from; at < window.to; at += step) {
    const span = chordAt(song.chords, at);
    const left = span.at + span.length - at;
    let pitch: number;
    if (at === span.at || at === window.from) {
      pitch = nearest(span.harmony.bass, near, compass.low, compass.high);
    } else if (left <= step) {
      const next = nearest(nextSpan(song, span).harmony.bass, near, compass.low, compass.high);
      const side = dice.chance(0.5) ? -1 : 1;
      pitch = dice.chance(0.6) ? next + side : approachTone(song, at, near, next);
    } else {
      const tones = dice.chance(0.65) ? span.harmony.tones.slice(0, 4) : scaleOf(span.key);
      const rising = near < compass.centre + dice.gauss(3);
      const moves = [1, 2, 3, 4, 5, -1, -2, -3, -4, -5].filter(
        (move) => tones.includes(pitchClass(near + move)) && move > 0 === rising,
      );
      pitch = near + (moves.length > 0 ? dice.pick(moves.slice(0, 2)) : rising ? 2 : -2);
    }
    pitch = Math.max(compass.low, Math.min(compass.high, pitch));
    const strong = (at / step) % 2 === 1;
    sounds.push({
      at,
      length: step * 0.95,
      pitch,
      force: 0.62 + (strong ? 0.06 : 0) + window.section.intensity * 0.12,
    });
    // A skipped eighth before the beat now and then, as players do.
    if (step === 4 && dice.chance(0.1)) sounds.push({ at: at + 2, length: 1, pitch, force: 0.45 });
    near = pitch;
  }
  return sounds;
}

/** One long note a chord, joined where the root stays. */
function pedal(song: Song, window: Window, compass: Compass): Sound[] {
  const sounds: Sound[] = [];
  for (const span of song.chords) {
    if (span.at < window.from || span.at >= window.to) continue;
    const length = Math.min(window.to, span.at + span.length) - span.at;
    const last = sounds[sounds.length - 1];
    const pitch = nearest(span.harmony.bass, compass.centre, compass.low, compass.high);
    if (last && last.pitch === pitch) sounds[sounds.length - 1] = { ...last, length: last.length + length };
    else sounds.push({ at: span.at, length, pitch, force: 0.5 + window.section.intensity * 0.2 });
  }
  return sounds;
}

/** Which rows of a figure a section plays: verses plainer than choruses. */
function rowOf(song: Song, figure: BassFigure, window: Window): string {
  const { four, three, six } = bassRows[figure];
  const rows = song.meter.name === '4/4' ? four : song.meter.name === '3/4' ? three : six;
  const order = song.dice.fork(`bass-${figure}`).shuffle(rows);
  const full = window.section.intensity >= 0.74;
  return order[full ? Math.min(1, order.length - 1) : 0] ?? 'R';
}

function playRow(song: Song, window: Window, row: string, compass: Compass): Sound[] {
  const sounds: Sound[] = [];
  const { section } = window;
  let near = compass.centre;
  for (let at = window.from; at < window.to; at++) {
    const span = chordAt(song.chords, at);
    const fresh = at === span.at || at === window.from;
    const mark = row.charAt((at - section.firstBar * song.meter.stepsPerBar) % row.length);
    const silent = mark === '-' || mark === '.';
    // A chord that changes under a held note takes the bass with it.
    if (silent && !(fresh && mark === '-')) continue;
    const root = nearest(
      fresh || !silent ? span.harmony.bass : near,
      compass.centre,
      compass.low,
      compass.high,
    );
    const pitch = silent ? root : pitchOfMark(mark, song, span, at, root, compass);
    let length = 1;
    while (
      at + length < window.to &&
      row.charAt((at - section.firstBar * song.meter.stepsPerBar + length) % row.length) === '-'
    ) {
      length += 1;
      if (at + length >= span.at + span.length) break;
    }
    const accent = mark === 'R' || mark === '8' ? 0.08 : mark === 'r' ? -0.12 : 0;
    sounds.push({ at, length: length - 0.1, pitch, force: 0.6 + accent + section.intensity * 0.16 });
    near = root;
  }
  return sounds;
}

/** The bass line of a song, with the tonic under the last chord. */
export function writeBass(song: Song, seat: Seat, windows: readonly Window[]): Sound[] {
  const shift = (seat.chair.octave ?? 0) * 12;
  const keyboard = seat.preset.centre > 45;
  const centre = keyboard ? (shift === 0 ? 40 : 43) : seat.preset.centre;
  const low = Math.max(seat.preset.low, centre - 10);
  const compass: Compass = { low, centre, high: centre + 12 };
  const figure = (seat.figure ?? 'bass-root') as BassFigure;
  const sounds = windows.flatMap((window) => {
    // Jazz players keep a two-feel under the first strain and walk when it opens up.
    const walks = seat.chair.figures?.includes('bass-walk') && window.section.intensity >= 0.7;
    if (figure === 'bass-walk' || walks) return walk(song, window, compass);
    if (figure === 'bass-pedal') return pedal(song, window, compass);
    const calm = window.section.kind === 'break' || window.section.kind === 'intro' ? 'bass-root' : figure;
    return playRow(song, window, rowOf(song, calm, window), compass);
  });
  const last = windows[windows.length - 1];
  if (last && last.to === song.endStep) {
    const home = chordAt(song.chords, song.endStep).harmony.root;
    const pitch = nearest(home, compass.centre - 3, compass.low, compass.high);
    sounds.push({ at: song.endStep, length: song.meter.stepsPerBar, pitch, force: 0.68 });
  }
  return sounds;
}
