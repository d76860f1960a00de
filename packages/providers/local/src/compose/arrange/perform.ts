import type { Note } from '../../score.ts';
import type { Clock } from '../form/clock.ts';
import type { Song, Sound } from '../song.ts';
import type { WrittenPart } from './write-parts.ts';

/** Roles in which two notes never overlap. */
const oneVoice: ReadonlySet<string> = new Set(['lead', 'solo', 'double', 'counter', 'bass', 'riser']);

/** How loosely each role plays: drummers tighter than soloists. */
const looseness: Readonly<Record<string, number>> = {
  drums: 0.45,
  percussion: 0.8,
  bass: 0.6,
  lead: 1.1,
  solo: 1.2,
};

/** When the last chord is let go, in seconds. */
function releaseAt(song: Song, clock: Clock): number {
  return clock.seconds(song.endStep) + song.form.holdSeconds;
}

/** Sounds in order, overlaps of one-voiced parts and of repeated keys cut. */
function tidy(sounds: readonly Sound[], single: boolean): Sound[] {
  const ordered = [...sounds].sort((a, b) => a.at - b.at || a.pitch - b.pitch);
  const lastOf = new Map<number, number>();
  const kept: Sound[] = [];
  for (const sound of ordered) {
    const slot = single ? -1 : sound.pitch;
    const index = lastOf.get(slot);
    const before = index === undefined ? undefined : kept[index];
    if (index !== undefined && before && before.at + before.length > sound.at) {
      // Two hits on one key at one moment are one hit.
      if (sound.at - before.at < 0.2) {
        kept[index] = {
          ...before,
          force: Math.max(before.force, sound.force),
          length: Math.max(before.length, sound.length),
        };
        continue;
      }
      kept[index] = { ...before, length: sound.at - before.at };
    }
    lastOf.set(slot, kept.length);
    kept.push(sound);
  }
  return kept;
}

/** A written part as notes in seconds: swung, a little human, and over before the ring-out. */
export function perform(song: Song, clock: Clock, part: WrittenPart): Note[] {
  const { seat, sounds } = part;
  const { role } = seat.chair;
  const dice = song.dice.fork(`human-${seat.id}`);
  const loose = (song.style.looseMs / 1000) * (looseness[role] ?? 0.8);
  const release = releaseAt(song, clock);
  const kit = seat.preset.voice === 'kit';
  // The lazy backbeat: loose styles lay the snare some milliseconds behind.
  const drag = (sound: Sound): number =>
    kit && song.style.looseMs >= 8 && (sound.pitch === 38 || sound.pitch === 37) ? 0.007 : 0;
  const notes = tidy(sounds, oneVoice.has(role)).map((sound): Note => {
    const slack = dice.gauss(loose);
    const start = clock.played(sound.at) + slack + drag(sound);
    const final = sound.at >= song.endStep;
    const end = final ? release : Math.min(clock.played(sound.at + sound.length) + slack, release);
    const startSeconds = Math.max(0, Math.min(start, release - 0.05));
    const durationSeconds = kit
      ? Math.min(0.5, Math.max(0.1, end - start))
      : Math.max(0.045, end - startSeconds);
    const velocity = Math.round(sound.force * 127 * (1 + dice.gauss(0.035)));
    const pitch = Math.max(seat.preset.low - 12, Math.min(seat.preset.high + 12, sound.pitch));
    return {
      startSeconds,
      durationSeconds: Math.min(durationSeconds, release + 0.2 - startSeconds),
      pitch: Math.max(0, Math.min(127, pitch)),
      velocity: Math.max(8, Math.min(124, velocity)),
    };
  });
  return notes.sort((a, b) => a.startSeconds - b.startSeconds || a.pitch - b.pitch);
}
