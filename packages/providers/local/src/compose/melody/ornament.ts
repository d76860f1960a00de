import type { Dice } from '../dice.ts';
import { chordAt } from '../harmony/plan-harmony.ts';
import type { Song, Sound } from '../song.ts';
import { singablePitches } from './choose-pitches.ts';

/**
 * A tune sung again, a little freer: some long notes step towards the next one before it comes. `freedom` is
 * how often, 0–1; the tune stays recognisable because no note of it is moved.
 */
export function ornament(song: Song, sounds: readonly Sound[], freedom: number, dice: Dice): Sound[] {
  return sounds.flatMap((sound, i) => {
    const next = sounds[i + 1];
    if (!next || sound.length < 4 || next.at - sound.at > sound.length + 2) return [sound];
    const way = Math.sign(next.pitch - sound.pitch);
    if (Math.abs(next.pitch - sound.pitch) < 3 || !dice.chance(freedom)) return [sound];
    const at = sound.at + sound.length - 2;
    const between = singablePitches(
      chordAt(song.chords, at),
      Math.min(sound.pitch, next.pitch) + 1,
      Math.max(sound.pitch, next.pitch) - 1,
    );
    const pitch = way > 0 ? between[between.length - 1] : between[0];
    if (pitch === undefined) return [sound];
    return [
      { ...sound, length: sound.length - 2 },
      { at, length: 2, pitch, force: sound.force * 0.88 },
    ];
  });
}
