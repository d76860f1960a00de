import { chordAt } from '../harmony/plan-harmony.ts';
import type { Seat, Song, Sound, Window } from '../song.ts';
import { pitchClass, scaleOf } from '../theory/scale.ts';
import { singablePitches } from './choose-pitches.ts';

/** The note of the key a third or fourth below, a chord tone where one is in reach. */
function below(song: Song, sound: Sound): number {
  const chord = chordAt(song.chords, sound.at);
  const near = singablePitches(chord, sound.pitch - 6, sound.pitch - 3);
  const tones = near.filter((pitch) => chord.harmony.tones.includes(pitchClass(pitch)));
  return tones.at(-1) ?? near.at(-1) ?? sound.pitch - 12;
}

/** A second voice under the tune: thirds and sixths, or the octave, dealt once per song. */
export function writeDouble(
  song: Song,
  seat: Seat,
  windows: readonly Window[],
  lead: readonly Sound[],
): Sound[] {
  const octave = song.dice.fork(`double-${seat.id}`).chance(seat.preset.voice === 'kit' ? 1 : 0.3);
  const { low, high } = seat.preset;
  return lead
    .filter((sound) => windows.some((window) => sound.at >= window.from && sound.at < window.to))
    .map((sound) => {
      let pitch = octave ? sound.pitch - 12 : below(song, sound);
      while (pitch < low) pitch += 12;
      while (pitch > high) pitch -= 12;
      const belongs = scaleOf(chordAt(song.chords, sound.at).key).includes(pitchClass(pitch));
      return { ...sound, pitch: belongs ? pitch : sound.pitch, force: sound.force * 0.85 };
    });
}
