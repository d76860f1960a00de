import type { MixPlan } from '../../score.ts';
import { framesOf, sampleRateHz } from '../sample-rate.ts';
import { Diffuser } from './diffuser.ts';
import { HallLines, lineFrames } from './hall-lines.ts';
import type { MixBus } from './mix-bus.ts';

/** Below this the room says nothing, so that the bass stays clear. */
const roomLowCutHz = 170;

/** A hall: low cut, pre-delay, diffusion and a network of eight delay lines, in stereo. */
export class Reverb {
  private readonly hall: HallLines;
  private readonly preLeft: Float32Array;
  private readonly preRight: Float32Array;
  private readonly diffusers: readonly [Diffuser, Diffuser];
  private readonly lowCut = 1 - Math.exp((-2 * Math.PI * roomLowCutHz) / sampleRateHz);
  private readonly low = new Float64Array(2);
  private position = 0;

  constructor(plan: MixPlan['reverb']) {
    const decay = Math.min(12, Math.max(0.2, plan.decaySeconds));
    const gains = Float64Array.from(lineFrames, (frames) => 10 ** ((-3 * frames) / (sampleRateHz * decay)));
    const dampHz = 1400 * 9 ** Math.min(1, Math.max(0, plan.brightness));
    // A longer tail holds more energy; this keeps a send's loudness alike in a room and in a cathedral.
    const level = 1.8 * Math.sqrt(1 - gains[4]! ** 2);
    this.hall = new HallLines(gains, 1 - Math.exp((-2 * Math.PI * dampHz) / sampleRateHz), level);
    const preFrames = Math.max(1, framesOf(plan.preDelayMs / 1000));
    this.preLeft = new Float32Array(preFrames);
    this.preRight = new Float32Array(preFrames);
    this.diffusers = [new Diffuser([210, 158, 561, 410]), new Diffuser([227, 149, 587, 433])];
  }

  /** Reads the bus's reverb sends (which it uses up) and adds the room to its sum. */
  process(bus: MixBus, frames: number): void {
    this.enter(bus.reverbLeft, this.preLeft, 0, frames);
    this.enter(bus.reverbRight, this.preRight, 1, frames);
    this.position = (this.position + frames) % this.preLeft.length;
    this.diffusers[0].process(bus.reverbLeft, frames);
    this.diffusers[1].process(bus.reverbRight, frames);
    this.hall.addTo(bus.left, bus.right, bus.reverbLeft, bus.reverbRight, frames);
  }

  /** Low cut and pre-delay, in place. */
  private enter(send: Float32Array, pre: Float32Array, side: 0 | 1, frames: number): void {
    let low = this.low[side]!;
    let at = this.position;
    for (let i = 0; i < frames; i++) {
      const x = send[i]!;
      low += this.lowCut * (x - low);
      send[i] = pre[at]!;
      pre[at] = x - low;
      if (++at === pre.length) at = 0;
    }
    this.low[side] = Math.abs(low) < 1e-20 ? 0 : low;
  }
}
