import type { Dice } from '../dice.ts';
import type { SectionPlan } from '../form/plan.ts';
import type { Seat, Window } from '../song.ts';
import type { Meter } from '../theory/meter.ts';

/** From which intensity each role plays when its chair does not say. */
const usualFrom = {
  drums: 0.4,
  percussion: 0.7,
  bass: 0.42,
  comp: 0,
  arp: 0.6,
  pad: 0,
  lead: 0.45,
  double: 0.8,
  counter: 0.7,
  solo: 0,
  riser: 0,
} as const;

/** Whether a seat plays in a section at all. */
function plays(seat: Seat, section: SectionPlan, next: SectionPlan | undefined, hasSolo: boolean): boolean {
  const { chair } = seat;
  // Words are heard in the tune alone, however quiet the section and whatever else plays in it.
  if (chair.role === 'lead' && section.lyrics.length > 0) return true;
  if (chair.never?.includes(section.kind)) return false;
  if (chair.role === 'solo') return section.kind === 'solo';
  if (chair.role === 'riser') {
    return (
      next !== undefined && next.intensity >= 0.8 && section.intensity < next.intensity && section.bars >= 2
    );
  }
  if (section.kind === 'solo' && (chair.role === 'lead' || chair.role === 'double') && hasSolo) return false;
  if (section.kind === 'intro' && (chair.role === 'lead' || chair.role === 'double') && section.bars <= 4)
    return false;
  if (chair.always?.includes(section.kind)) return true;
  return section.intensity >= (chair.from ?? usualFrom[chair.role]);
}

/**
 * Where in a section a seat comes in. Intros gather their players one after another, outros lose them; a
 * verse that returns may hold its colours back until its second half.
 */
function entrance(seat: Seat, section: SectionPlan, rank: number, meter: Meter): [number, number] {
  const start = section.firstBar * meter.stepsPerBar;
  const end = start + section.bars * meter.stepsPerBar;
  if (section.bars < 4) return [start, end];
  const half = start + Math.floor(section.bars / 2) * meter.stepsPerBar;
  if (section.kind === 'intro' && rank > 0 && rank % 2 === 1) return [half, end];
  const late = seat.chair.role === 'counter' || seat.chair.role === 'percussion' || seat.chair.role === 'arp';
  if (section.kind === 'verse' && section.turn === 0 && late && section.intensity < 0.7) return [half, end];
  return [start, end];
}

/** The windows of every seat: the arrangement of the song, told by who plays when. */
export function openWindows(
  seats: readonly Seat[],
  sections: readonly SectionPlan[],
  meter: Meter,
  dice: Dice,
): Map<Seat, Window[]> {
  const hasSolo = seats.some((seat) => seat.chair.role === 'solo');
  const windows = new Map<Seat, Window[]>(seats.map((seat) => [seat, []]));
  const shift = new Map(seats.map((seat) => [seat, dice.fork(`from-${seat.id}`).gauss(0.025)]));
  sections.forEach((section, i) => {
    const next = sections[i + 1];
    const playing = seats.filter((seat) => {
      const bent = { ...section, intensity: section.intensity + (shift.get(seat) ?? 0) };
      return plays(seat, bent, next, hasSolo);
    });
    // No section may be silent, nor without a tune where nothing else moves.
    const carried = playing.length > 0 ? playing : seats.slice(0, 2);
    // The first chords open an intro; drums, bass and colours gather round them.
    const opening = (seat: Seat): number => (seat.chair.role === 'comp' || seat.chair.role === 'pad' ? 0 : 1);
    const gathered = [...carried].sort((a, b) => opening(a) - opening(b));
    gathered.forEach((seat, rank) => {
      const [from, to] = entrance(seat, section, rank, meter);
      windows.get(seat)?.push({ section, from, to });
    });
    const ends = i === sections.length - 1;
    const bassOrChords = seats.filter((seat) => ['bass', 'comp', 'pad'].includes(seat.chair.role));
    if (!ends) return;
    // Everyone who carries the harmony comes back for the last chord.
    const endStep = (section.firstBar + section.bars) * meter.stepsPerBar;
    for (const seat of bassOrChords) {
      if (!carried.includes(seat) && seat.chair.role !== 'pad')
        windows.get(seat)?.push({ section, from: endStep, to: endStep });
    }
  });
  return windows;
}
