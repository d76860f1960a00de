import type { MixPlan } from '../../score.ts';
import { blockFrames } from '../sample-rate.ts';
import { Biquad } from './biquad.ts';

/** Below this the sides are taken away: a bass from one side only weakens every loudspeaker but one. */
const monoBelowHz = 120;

/** The finish of a stereo sum that is linear: rumble filter, shelves, width, bass in the middle. */
export class ToneShaper {
  private readonly left: Biquad[];
  private readonly right: Biquad[];
  private readonly sideCut = new Biquad({ kind: 'low-cut', hz: monoBelowHz });
  private readonly side = new Float32Array(blockFrames);
  private readonly width: number;

  constructor(plan: Pick<MixPlan, 'lowShelfDb' | 'highShelfDb' | 'width'>) {
    const make = () => [
      new Biquad({ kind: 'low-cut', hz: 26 }),
      new Biquad({ kind: 'low-shelf', hz: 120, db: plan.lowShelfDb }),
      new Biquad({ kind: 'high-shelf', hz: 6500, db: plan.highShelfDb }),
    ];
    this.left = make();
    this.right = make();
    this.width = plan.width;
  }

  /** Shapes `frames` (at most a block) in place. */
  process(left: Float32Array, right: Float32Array, frames: number): void {
    for (const filter of this.left) filter.process(left, frames);
    for (const filter of this.right) filter.process(right, frames);
    const { side, width } = this;
    for (let i = 0; i < frames; i++) {
      const l = left[i]!;
      const r = right[i]!;
      side[i] = (l - r) * 0.5 * width;
      left[i] = (l + r) * 0.5;
    }
    this.sideCut.process(side, frames);
    for (let i = 0; i < frames; i++) {
      const middle = left[i]!;
      left[i] = middle + side[i]!;
      right[i] = middle - side[i]!;
    }
  }
}
