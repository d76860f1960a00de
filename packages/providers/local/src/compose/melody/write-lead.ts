import type { Seat, Song, Sound, Window } from '../song.ts';
import { pitchClass } from '../theory/scale.ts';
import { chordAt } from '../harmony/plan-harmony.ts';
import { writeTune, type Singer } from './write-tune.ts';

/** The singer that a seat makes: its preset's compass, shifted by the chair's octave. */
function singerOf(seat: Seat, song: Song, voice: string): Singer {
  const shift = (seat.chair.octave ?? 0) * 12 + Math.round(song.feel.brightness * 2);
  const { low, centre, high } = seat.preset;
  return {
    voice,
    low: Math.max(low, centre + shift - 14),
    centre: centre + shift,
    high: Math.min(high, centre + shift + 15),
    density: 0,
    chromatic: song.style.tune.chromatic,
  };
}

/** The last note of a song: the tonic nearest to where the tune was. */
function lastNote(song: Song, sounds: readonly Sound[], singer: Singer): Sound[] {
  const home = chordAt(song.chords, song.endStep);
  const near = sounds[sounds.length - 1]?.pitch ?? singer.centre;
  let pitch = near;
  for (let distance = 0; distance < 7; distance++) {
    const found = [near - distance, near + distance].find((each) => pitchClass(each) === home.key.tonic);
    if (found !== undefined) {
      pitch = found;
      break;
    }
  }
  return [{ at: song.endStep, length: song.meter.stepsPerBar, pitch, force: 0.62 }];
}

/** The tune of the song, in every window where the lead plays. */
export function writeLead(song: Song, seat: Seat, windows: readonly Window[]): Sound[] {
  const singer = singerOf(seat, song, 'lead');
  const sounds = windows.flatMap((window) => writeTune(song, window, singer));
  const lastWindow = windows[windows.length - 1];
  const playsToEnd = lastWindow && lastWindow.to >= song.endStep - song.meter.stepsPerBar;
  return playsToEnd ? [...sounds, ...lastNote(song, sounds, singer)] : sounds;
}

/** A solo: busier and freer than the tune, new at every turn. */
export function writeSolo(song: Song, seat: Seat, windows: readonly Window[]): Sound[] {
  return windows.flatMap((window) => {
    const base = singerOf(seat, song, `solo-${window.section.turn}`);
    return writeTune(song, window, {
      ...base,
      density: 0.75,
      chromatic: song.style.tune.chromatic * 1.5,
      low: Math.max(seat.preset.low, base.low - 2),
    });
  });
}
