/** Which colour, and for lines which dashes too: nothing is told by colour alone. */
export type Tone = 'good' | 'bad' | 'quiet' | 'one' | 'two' | 'three' | 'four';

export interface Series {
  readonly id: string;
  readonly name: string;
  readonly tone: Tone;
  /** One for each point; null where nothing is known. */
  readonly values: readonly (number | null)[];
}

export interface ChartShape {
  readonly kind: 'lines' | 'bars';
  readonly series: readonly Series[];
  /** The points, oldest first: in a few characters for the axis, and in full. */
  readonly points: readonly { readonly short: string; readonly full: string }[];
  /** A value with its unit. */
  readonly format: (value: number) => string;
  /** Where the axis ends, for what has an end of its own, such as 1 for a part of a whole. */
  readonly most?: number;
  /** A round figure for the top of the axis, where tens are not round; not below what it is given. */
  readonly round?: (largest: number) => number;
}

/** A figure that is round to the eye and not below the largest value; 1 where all is nothing. Pure. */
export function roundTop(largest: number): number {
  if (largest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 2, 4, 5, 10].find((each) => each * power >= largest) ?? 10;
  return step * power;
}

const roundTimes = [1, 2, 4, 10, 20, 30, 60, 120, 180, 300, 600, 1_200, 1_800, 3_600];

/** A time, in seconds, that is round to the eye and not below the longest. Pure. */
export function roundSeconds(longest: number): number {
  return roundTimes.find((seconds) => seconds >= longest) ?? Math.ceil(longest / 3_600) * 3_600;
}

/** The top of the axis: of the tallest pile of bars, or of the highest line. Pure. */
export function topOf({ kind, series, points, most, round = roundTop }: ChartShape): number {
  if (most !== undefined) return most;
  const heights = points.map((_, index) => {
    const values = series.map(({ values: all }) => all[index] ?? 0);
    return kind === 'bars' ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
  });
  return round(Math.max(0, ...heights));
}

/** Whether there is nothing to draw. Pure. */
export function isEmpty({ series }: ChartShape): boolean {
  return series.every(({ values }) => values.every((value) => value === null || value === 0));
}

/** Which points are named on the axis, evenly spread, the last among them. Pure. */
export function namedPoints(count: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  const first = (count - 1) % every;
  return Array.from({ length: Math.ceil((count - first) / every) }, (_, index) => first + index * every);
}
