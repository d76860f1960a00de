import type { Part } from '../../score.ts';
import { sampleRateHz } from '../sample-rate.ts';
import type { StereoBlock } from '../synth/orchestra.ts';
import { Biquad } from './biquad.ts';
import { Curve } from './curve.ts';
import type { MixBus } from './mix-bus.ts';
import { duckedGain } from './side-chain.ts';
import { SweepFilter } from './sweep-filter.ts';

/** Gains and filters move on this grid: 1.5 ms. */
export const controlFrames = 64;

/** The low and high cut of one part, in place; also used when its loudness is measured. */
export class PartCuts {
  private readonly left: Biquad[];
  private readonly right: Biquad[];

  constructor(part: Pick<Part, 'lowCutHz' | 'highCutHz'>) {
    const make = () => [
      ...(part.lowCutHz === null ? [] : [new Biquad({ kind: 'low-cut', hz: part.lowCutHz })]),
      ...(part.highCutHz === null ? [] : [new Biquad({ kind: 'high-cut', hz: part.highCutHz })]),
    ];
    this.left = make();
    this.right = make();
  }

  process(block: StereoBlock, frames: number): void {
    for (const filter of this.left) filter.process(block.left, frames);
    for (const filter of this.right) filter.process(block.right, frames);
  }
}

/** One part's way into the mix: cuts, brightness, level, side-chain, pan, sends. */
export class PartStrip {
  private readonly part: Part;
  private readonly gain: number;
  private readonly cuts: PartCuts;
  private readonly level: Curve | null;
  private readonly brightness: Curve | null;
  private readonly sweep = new SweepFilter();
  private lastGain: number | null = null;

  /** `gain` is linear and brings the part to its place in the mix. */
  constructor(part: Part, gain: number) {
    this.part = part;
    this.gain = gain;
    this.cuts = new PartCuts(part);
    const curveOf = (target: 'level' | 'brightness') => {
      const points = part.automation.filter((a) => a.target === target).flatMap((a) => a.points);
      return points.length === 0 ? null : new Curve(points);
    };
    this.level = curveOf('level');
    this.brightness = curveOf('brightness');
  }

  /** Adds a block to `bus`. `pushes` holds the side-chain push at each control point of the block. */
  process(block: StereoBlock, startFrame: number, frames: number, pushes: Float64Array, bus: MixBus): void {
    this.cuts.process(block, frames);
    for (let from = 0; from < frames; from += controlFrames) {
      const to = Math.min(frames, from + controlFrames);
      const seconds = (startFrame + from) / sampleRateHz;
      if (this.brightness) {
        const value = this.brightness.at(seconds);
        if (value < 0.999) this.sweep.process(block.left, block.right, from, to, value);
      }
      const target =
        this.gain *
        (this.level ? this.level.at(seconds) : 1) *
        duckedGain(this.part.sideChain, pushes[from / controlFrames]!);
      this.add(block, from, to, this.lastGain ?? target, target, bus);
      this.lastGain = target;
    }
  }

  private add(block: StereoBlock, from: number, to: number, start: number, end: number, bus: MixBus): void {
    const { pan, reverbSend, delaySend } = this.part;
    const angle = (Math.abs(pan) * Math.PI) / 2;
    // A panned stereo part keeps its near side and folds its far side in, so that nothing of it is lost.
    const keep = Math.cos(angle);
    const fold = Math.sin(angle);
    const ll = pan > 0 ? keep : 1;
    const lr = pan > 0 ? 0 : fold;
    const rr = pan < 0 ? keep : 1;
    const rl = pan < 0 ? 0 : fold;
    const { left, right } = block;
    const step = (end - start) / (to - from);
    let gain = start;
    for (let i = from; i < to; i++) {
      gain += step;
      const l = left[i]! * gain;
      const r = right[i]! * gain;
      const outL = ll * l + lr * r;
      const outR = rl * l + rr * r;
      left[i] = outL;
      right[i] = outR;
      bus.left[i]! += outL;
      bus.right[i]! += outR;
    }
    if (reverbSend > 0) addScaled(bus.reverbLeft, bus.reverbRight, block, from, to, reverbSend);
    if (delaySend > 0) addScaled(bus.echoLeft, bus.echoRight, block, from, to, delaySend);
  }
}

function addScaled(
  left: Float32Array,
  right: Float32Array,
  block: StereoBlock,
  from: number,
  to: number,
  gain: number,
): void {
  for (let i = from; i < to; i++) {
    left[i]! += block.left[i]! * gain;
    right[i]! += block.right[i]! * gain;
  }
}
