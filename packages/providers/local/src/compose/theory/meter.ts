/** Time inside the composer is counted in steps: sixteenth notes from the first downbeat, fractions allowed. */
export interface Meter {
  readonly name: '4/4' | '3/4' | '6/8';
  readonly beatsPerBar: number;
  readonly beatUnit: 4 | 8;
  readonly stepsPerBar: number;
  /** Where a foot taps, in steps from the bar line. */
  readonly pulses: readonly number[];
  /** Steps from one tap to the next. */
  readonly pulseSteps: number;
}

/** Name of a meter that the composer can write in. */
export type MeterName = Meter['name'];

/** The meters by name. */
export const meters: Readonly<Record<MeterName, Meter>> = {
  '4/4': { name: '4/4', beatsPerBar: 4, beatUnit: 4, stepsPerBar: 16, pulses: [0, 4, 8, 12], pulseSteps: 4 },
  '3/4': { name: '3/4', beatsPerBar: 3, beatUnit: 4, stepsPerBar: 12, pulses: [0, 4, 8], pulseSteps: 4 },
  '6/8': { name: '6/8', beatsPerBar: 6, beatUnit: 8, stepsPerBar: 12, pulses: [0, 6], pulseSteps: 6 },
};

/** How much weight a moment has in its bar: 1 on the downbeat, falling to 0.1 between sixteenths. */
export function metricWeight(meter: Meter, step: number): number {
  const inBar = ((step % meter.stepsPerBar) + meter.stepsPerBar) % meter.stepsPerBar;
  if (inBar === 0) return 1;
  if (meter.name === '4/4' && inBar === 8) return 0.8;
  if (meter.pulses.includes(inBar)) return meter.name === '6/8' ? 0.8 : 0.6;
  if (inBar % 2 === 0) return 0.35;
  return Number.isInteger(inBar) ? 0.15 : 0.1;
}

/** Seconds of one bar at a tempo in quarter notes a minute, which is how every meter's tempo is counted. */
export function barSeconds(meter: Meter, bpm: number): number {
  return ((meter.stepsPerBar / 4) * 60) / bpm;
}
