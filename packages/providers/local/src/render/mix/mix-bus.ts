import type { MixPlan } from '../../score.ts';
import { blockFrames } from '../sample-rate.ts';
import { Echo } from './echo.ts';
import { Reverb } from './reverb.ts';
import { ToneShaper } from './tone-shaper.ts';

/**
 * One sum: what parts add to it, and its share of the room. Everything in it is linear, so the buses of the stems
 * add up to the bus of the whole mix.
 */
export class MixBus {
  readonly left = new Float32Array(blockFrames);
  readonly right = new Float32Array(blockFrames);
  readonly reverbLeft = new Float32Array(blockFrames);
  readonly reverbRight = new Float32Array(blockFrames);
  readonly echoLeft = new Float32Array(blockFrames);
  readonly echoRight = new Float32Array(blockFrames);
  private readonly reverb: Reverb;
  private readonly echo: Echo;
  private readonly tone: ToneShaper;

  constructor(plan: MixPlan) {
    this.reverb = new Reverb(plan.reverb);
    this.echo = new Echo(plan.delay);
    this.tone = new ToneShaper(plan);
  }

  /** Empties the sums for the next block. */
  clear(): void {
    this.left.fill(0);
    this.right.fill(0);
    this.reverbLeft.fill(0);
    this.reverbRight.fill(0);
    this.echoLeft.fill(0);
    this.echoRight.fill(0);
  }

  /** Adds the effects to the dry sum and shapes its tone; afterwards `left` and `right` are the mix. */
  finish(frames: number): void {
    this.echo.process(this, frames);
    this.reverb.process(this, frames);
    this.tone.process(this.left, this.right, frames);
  }
}
