import type { SectionPlan } from '../form/plan.ts';
import type { Seat, Window } from '../song.ts';

/** Decibels below the fullest section for each unit of intensity that a section lacks. */
const slopeDb = 11;
const flatSlopeDb = 6;
/** The fullest section stands this far below full level, so that sparse sections can be brought up. */
const headroomDb = 6;

/** How loud a section would come out by itself: who plays for how much of it, and how softly. */
function naturalDb(
  section: SectionPlan,
  windows: ReadonlyMap<Seat, readonly Window[]>,
  stepsPerBar: number,
): number {
  const steps = section.bars * stepsPerBar;
  let power = 0;
  for (const [seat, own] of windows) {
    const window = own.find((each) => each.section === section);
    if (window) power += (10 ** (seat.chair.levelLu / 10) * (window.to - window.from)) / steps;
  }
  // A sampled instrument's level follows the square of the velocity, which falls with the intensity.
  const touch = (0.5 + 0.26 * section.intensity) / 0.76;
  return 10 * Math.log10(Math.max(power, 0.02)) + 40 * Math.log10(touch);
}

/** The fullest section of a song, against which all levels are set. */
export interface Fullest {
  readonly naturalDb: number;
  readonly intensity: number;
}

/** Where the levels of a song are measured from. */
export function findFullest(
  sections: readonly SectionPlan[],
  windows: ReadonlyMap<Seat, readonly Window[]>,
  stepsPerBar: number,
): Fullest {
  const fullest = sections.reduce((best, section) => (section.intensity > best.intensity ? section : best));
  return { naturalDb: naturalDb(fullest, windows, stepsPerBar), intensity: fullest.intensity };
}

/**
 * The level of every section, 0–1. Sparse sections are soft by themselves and are brought up, full ones are
 * left or taken down, until the distances between sections follow their intensities: a verse some 4 dB under
 * its chorus, an intro 6.
 */
export function balanceSections(
  sections: readonly SectionPlan[],
  windows: ReadonlyMap<Seat, readonly Window[]>,
  fullest: Fullest,
  { flatLoudness, stepsPerBar }: { readonly flatLoudness: boolean; readonly stepsPerBar: number },
): Map<SectionPlan, number> {
  const slope = flatLoudness ? flatSlopeDb : slopeDb;
  return new Map(
    sections.map((section) => {
      const wanted = -slope * (fullest.intensity - section.intensity);
      const own = naturalDb(section, windows, stepsPerBar) - fullest.naturalDb;
      // Never louder than full level, also where a song that goes on grows beyond what it was.
      const gainDb = Math.max(-7, Math.min(headroomDb, wanted - own));
      return [section, 10 ** ((gainDb - headroomDb) / 20)];
    }),
  );
}
