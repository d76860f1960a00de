import type { MixPlan } from '../../score.ts';
import { framesOf, sampleRateHz } from '../sample-rate.ts';
import type { MixBus } from './mix-bus.ts';

/** How much of the echoes goes on into the reverb, which sets them back behind the dry sound. */
const reverbShare = 0.22;

/** A tempo echo whose repeats grow darker and thinner; with `pingPong` they change sides. */
export class Echo {
  private readonly left: Float32Array;
  private readonly right: Float32Array;
  private readonly plan: MixPlan['delay'];
  private readonly darkening: number;
  private readonly thinning = 1 - Math.exp((-2 * Math.PI * 220) / sampleRateHz);
  private readonly state = new Float64Array(4);
  private position = 0;

  constructor(plan: MixPlan['delay']) {
    const length = Math.max(64, framesOf(plan.timeSeconds));
    this.left = new Float32Array(length);
    this.right = new Float32Array(length);
    this.plan = plan;
    const cutHz = 900 * 12 ** Math.min(1, Math.max(0, plan.brightness));
    this.darkening = 1 - Math.exp((-2 * Math.PI * cutHz) / sampleRateHz);
  }

  /** Reads the bus's echo sends and adds the repeats to its dry sum and its reverb sends. */
  process(bus: MixBus, frames: number): void {
    const { left, right, darkening, thinning, state } = this;
    const feedback = Math.min(0.85, Math.max(0, this.plan.feedback));
    const cross = this.plan.pingPong;
    let [darkL, darkR, thinL, thinR] = state as unknown as [number, number, number, number];
    let at = this.position;
    for (let i = 0; i < frames; i++) {
      const outL = left[at]!;
      const outR = right[at]!;
      darkL += darkening * (outL - darkL);
      darkR += darkening * (outR - darkR);
      thinL += thinning * (darkL - thinL);
      thinR += thinning * (darkR - thinR);
      const backL = feedback * (darkL - thinL);
      const backR = feedback * (darkR - thinR);
      const inL = bus.echoLeft[i]!;
      const inR = bus.echoRight[i]!;
      left[at] = cross ? 0.5 * (inL + inR) + backR : inL + backL;
      right[at] = cross ? backL : inR + backR;
      if (++at === left.length) at = 0;
      bus.left[i]! += outL;
      bus.right[i]! += outR;
      bus.reverbLeft[i]! += reverbShare * outL;
      bus.reverbRight[i]! += reverbShare * outR;
    }
    this.position = at;
    const flushed = [darkL, darkR, thinL, thinR].map((x) => (Math.abs(x) < 1e-20 ? 0 : x));
    state.set(flushed);
  }
}
