import { sampleRateHz } from '../sample-rate.ts';

/** Above this the filter is out of the way. */
const openHz = 18000;
const closedHz = 220;

/**
 * A stereo low-pass whose cutoff may move while it runs (a state-variable filter: it neither clicks nor rings when
 * swept).
 */
export class SweepFilter {
  private readonly state = new Float64Array(4);

  /** Filters the frames `[from, to)` in place with `brightness` 0 (closed, 220 Hz) to 1 (open, untouched). */
  process(left: Float32Array, right: Float32Array, from: number, to: number, brightness: number): void {
    const hz = closedHz * (openHz / closedHz) ** Math.min(1, Math.max(0, brightness));
    const g = Math.tan((Math.PI * hz) / sampleRateHz);
    // At the top the filter hands over to the dry sound, so that reaching 1 makes no step.
    const wet = brightness > 0.95 ? (1 - brightness) / 0.05 : 1;
    this.channel(left, from, to, g, wet, 0);
    this.channel(right, from, to, g, wet, 2);
  }

  private channel(samples: Float32Array, from: number, to: number, g: number, wet: number, at: number): void {
    const a1 = 1 / (1 + g * (g + Math.SQRT2));
    const a2 = g * a1;
    const a3 = g * a2;
    let first = this.state[at]!;
    let second = this.state[at + 1]!;
    for (let i = from; i < to; i++) {
      const x = samples[i]!;
      const v3 = x - second;
      const v1 = a1 * first + a2 * v3;
      const v2 = second + a2 * first + a3 * v3;
      first = 2 * v1 - first;
      second = 2 * v2 - second;
      samples[i] = x + wet * (v2 - x);
    }
    this.state[at] = Math.abs(first) < 1e-25 ? 0 : first;
    this.state[at + 1] = Math.abs(second) < 1e-25 ? 0 : second;
  }
}
