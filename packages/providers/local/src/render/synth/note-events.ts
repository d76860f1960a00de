import type { Note } from '../../score.ts';
import { framesOf } from '../sample-rate.ts';

/**
 * Notes start and stop on this grid (0.73 ms): finer than a listener can tell, and it keeps the synthesiser's
 * calls from becoming very short.
 */
const eventGridFrames = 32;

/** One key going down (`velocity` > 0) or up (0). */
export interface NoteEvent {
  readonly frame: number;
  readonly partIndex: number;
  readonly pitch: number;
  readonly velocity: number;
}

/** All parts' notes as events in playing order; at one time, keys go up before others go down. */
export function noteEvents(partNotes: readonly (readonly Note[])[]): NoteEvent[] {
  const events: NoteEvent[] = [];
  partNotes.forEach((notes, partIndex) => {
    for (const note of notes) {
      const pitch = Math.min(127, Math.max(0, Math.round(note.pitch)));
      const velocity = Math.min(127, Math.max(1, Math.round(note.velocity)));
      const down = onGrid(note.startSeconds);
      const up = Math.max(down + eventGridFrames, onGrid(note.startSeconds + note.durationSeconds));
      events.push({ frame: down, partIndex, pitch, velocity }, { frame: up, partIndex, pitch, velocity: 0 });
    }
  });
  return events.sort(
    (a, b) =>
      a.frame - b.frame ||
      Math.sign(a.velocity) - Math.sign(b.velocity) ||
      a.partIndex - b.partIndex ||
      a.pitch - b.pitch,
  );
}

function onGrid(seconds: number): number {
  return Math.max(0, Math.round(framesOf(seconds) / eventGridFrames) * eventGridFrames);
}
