import type { Automation } from '../../score.ts';
import type { Clock } from '../form/clock.ts';
import type { SectionPlan } from '../form/plan.ts';
import type { Seat, Song } from '../song.ts';

interface Point {
  atSeconds: number;
  value: number;
}

/** Whether a section grows towards its end into the next one. */
const rises = (section: SectionPlan): boolean => section.kind === 'build' || section.kind === 'pre-chorus';

/** Section by section, the level that makes verses softer than choruses, with ramps instead of steps. */
function levelPoints(song: Song, clock: Clock, levels: ReadonlyMap<SectionPlan, number>): Point[] {
  const { stepsPerBar, pulseSteps } = song.meter;
  const { sections } = song.form;
  return sections.flatMap((section, i) => {
    const start = section.firstBar * stepsPerBar;
    const end = start + section.bars * stepsPerBar;
    const value = levels.get(section) ?? 1;
    const next = sections[i + 1];
    const into = rises(section) && next ? (value + (levels.get(next) ?? value)) / 2 : value;
    return [
      { atSeconds: clock.seconds(start), value },
      { atSeconds: clock.seconds(end - pulseSteps), value: next ? into : value * 0.92 },
    ];
  });
}

/** Filters that open: intros, builds and breaks of electronic music, and held pads anywhere. */
function brightnessPoints(song: Song, clock: Clock, seat: Seat): Point[] {
  const electronic =
    song.style.form === 'club' || song.style.form === 'drift' || song.style.id === 'synthwave';
  const opens = seat.preset.voice === 'synth' && seat.chair.role !== 'lead' && seat.chair.role !== 'solo';
  if (!opens || !electronic) return [];
  const { stepsPerBar } = song.meter;
  return song.form.sections.flatMap((section, i) => {
    const start = clock.seconds(section.firstBar * stepsPerBar);
    const end = clock.seconds((section.firstBar + section.bars) * stepsPerBar - 1);
    const own = 0.42 + section.intensity * 0.55;
    const next = song.form.sections[i + 1];
    const to =
      rises(section) || section.kind === 'intro' ? Math.min(1, 0.42 + (next?.intensity ?? 0.6) * 0.55) : own;
    const from = rises(section) ? 0.4 : section.kind === 'intro' ? 0.35 : own;
    return [
      { atSeconds: start, value: from },
      { atSeconds: end, value: to },
    ];
  });
}

const rounded = (points: Point[]): Point[] =>
  points.map(({ atSeconds, value }) => ({
    atSeconds,
    value: Math.round(Math.max(0, Math.min(1, value)) * 1000) / 1000,
  }));

/** The level and brightness curves of a seat. */
export function shapeDynamics(
  song: Song,
  clock: Clock,
  seat: Seat,
  levels: ReadonlyMap<SectionPlan, number>,
): Automation[] {
  const brightness = brightnessPoints(song, clock, seat);
  const level: Automation = { target: 'level', points: rounded(levelPoints(song, clock, levels)) };
  return brightness.length > 0 ? [level, { target: 'brightness', points: rounded(brightness) }] : [level];
}
