import { chordAt } from '../harmony/plan-harmony.ts';
import type { Seat, Song, Sound, Window } from '../song.ts';
import { scaleOf, scalePitches } from '../theory/scale.ts';

/** A line that climbs the key, faster and louder, into the section that follows. */
export function writeRiser(song: Song, seat: Seat, windows: readonly Window[]): Sound[] {
  const sounds: Sound[] = [];
  for (const { to, from } of windows) {
    const steps = Math.min(to - from, 2 * song.meter.stepsPerBar);
    const start = to - steps;
    const low = seat.preset.centre - 7;
    const ladder = scalePitches(
      scaleOf(chordAt(song.chords, start).key),
      low,
      Math.min(seat.preset.high, low + 26),
    );
    ladder.forEach((pitch, i) => {
      // Square-root spacing: each rung comes sooner than the last.
      const at = start + steps * Math.sqrt(i / ladder.length);
      const next = start + steps * Math.sqrt((i + 1) / ladder.length);
      sounds.push({ at, length: next - at, pitch, force: 0.3 + (i / ladder.length) * 0.45 });
    });
  }
  return sounds;
}
