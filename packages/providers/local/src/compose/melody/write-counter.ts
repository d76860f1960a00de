import type { Seat, Song, Sound, Window } from '../song.ts';
import { pitchClass } from '../theory/scale.ts';
import { singablePitches } from './choose-pitches.ts';

/** True when the tune is silent from a step for so many steps. */
function isSilent(lead: readonly Sound[], at: number, steps: number): boolean {
  return !lead.some((sound) => sound.at < at + steps && sound.at + sound.length > at);
}

/** The chord tone nearest to the line so far, not the one the tune has, thirds and sevenths first. */
function guideTone(
  tones: readonly number[],
  near: number,
  taken: number | null,
  low: number,
  high: number,
): number {
  let best = near;
  let bestCost = Infinity;
  for (let pitch = low; pitch <= high; pitch++) {
    const rank = tones.indexOf(pitchClass(pitch));
    if (rank < 0) continue;
    const cost =
      Math.abs(pitch - near) +
      (rank === 0 ? 1.5 : rank === 2 ? 1 : 0) +
      (pitchClass(pitch) === taken ? 3 : 0);
    if (cost < bestCost) [best, bestCost] = [pitch, cost];
  }
  return best;
}

/**
 * A second tune against the first: long guide tones that move by step when the chords change, and a few
 * walking notes where the lead is silent.
 */
export function writeCounter(
  song: Song,
  seat: Seat,
  windows: readonly Window[],
  lead: readonly Sound[],
): Sound[] {
  const shift = (seat.chair.octave ?? 0) * 12;
  const low = Math.max(seat.preset.low, seat.preset.centre + shift - 10);
  const high = Math.min(seat.preset.high, seat.preset.centre + shift + 9);
  const sounds: Sound[] = [];
  let near = seat.preset.centre + shift;
  for (const { section, from, to } of windows) {
    const dice = song.dice.fork(`counter-${seat.id}-${section.theme}`);
    for (const span of song.chords) {
      if (span.at < from || span.at >= to) continue;
      const end = Math.min(to, span.at + span.length);
      const sung = lead.find((sound) => sound.at <= span.at && sound.at + sound.length > span.at);
      const pitch = guideTone(span.harmony.tones, near, sung ? pitchClass(sung.pitch) : null, low, high);
      const delay = sung && span.length >= 2 * song.meter.pulseSteps ? song.meter.pulseSteps : 0;
      const walkFrom = end - song.meter.pulseSteps;
      const walks = span.length >= 8 && isSilent(lead, walkFrom, song.meter.pulseSteps) && dice.chance(0.7);
      const force = 0.42 + section.intensity * 0.22;
      sounds.push({ at: span.at + delay, length: (walks ? walkFrom : end) - span.at - delay, pitch, force });
      near = pitch;
      if (walks) {
        const direction = dice.chance(0.5) && pitch > low + 4 ? -1 : 1;
        const steps = singablePitches(span, low, high).filter((each) => (each - pitch) * direction > 0);
        const [one, two] = direction > 0 ? steps : steps.reverse();
        if (one !== undefined) sounds.push({ at: walkFrom, length: 2, pitch: one, force: force * 0.95 });
        if (two !== undefined) sounds.push({ at: walkFrom + 2, length: 2, pitch: two, force });
        near = two ?? pitch;
      }
    }
  }
  return sounds.filter((sound) => sound.length > 0);
}
