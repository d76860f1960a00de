import type { BasicSoundBank } from 'spessasynth_core';
import { type Score, type StemName, stemNames } from '../../score.ts';
import { blockFrames, sampleRateHz } from '../sample-rate.ts';
import { Orchestra } from '../synth/orchestra.ts';
import { MixBus } from './mix-bus.ts';
import { controlFrames, PartStrip } from './part-strip.ts';
import { SideChain } from './side-chain.ts';
import { VinylNoise } from './vinyl-noise.ts';

/** The stems a score has anything to put into, in the order of {@link stemNames}. */
export function stemsOf(score: Score): StemName[] {
  return stemNames.filter((name) => score.parts.some((part) => part.stem === name));
}

/** The stem that carries the record noise, which belongs to no instrument: the quietest one there is. */
function noiseStem(score: Score): StemName | undefined {
  return stemsOf(score).at(-1);
}

/** Plays a score block by block into one bus, or into one bus for each stem. */
export class Mixer {
  /** One for each entry of `groups`; `left` and `right` hold the block just mixed. */
  readonly buses: readonly MixBus[];
  private readonly orchestra: Orchestra;
  private readonly strips: readonly PartStrip[];
  private readonly busOfPart: readonly MixBus[];
  private readonly noiseBus: MixBus | undefined;
  private readonly noise: VinylNoise;
  private readonly noiseAmount: number;
  private readonly sideChain: SideChain;
  private readonly pushes = new Float64Array(blockFrames / controlFrames);
  private frame = 0;

  /** `partGains` are linear, one a part; `groups` says which stems share a bus. */
  constructor(
    bank: BasicSoundBank,
    score: Score,
    partGains: ArrayLike<number>,
    groups: readonly (readonly StemName[])[],
  ) {
    this.orchestra = new Orchestra(bank, score.parts);
    this.strips = score.parts.map((part, i) => new PartStrip(part, partGains[i]!));
    this.buses = groups.map(() => new MixBus(score.mix));
    const busOf = (stem: StemName) => this.buses[groups.findIndex((group) => group.includes(stem))]!;
    this.busOfPart = score.parts.map((part) => busOf(part.stem));
    const noisy = noiseStem(score);
    this.noiseBus = noisy && busOf(noisy);
    this.noiseAmount = score.mix.noise;
    this.noise = new VinylNoise(score.seed, score.mix.noise);
    this.sideChain = new SideChain(score);
  }

  /** Mixes the next `frames`, at most a block. */
  mix(frames: number): void {
    this.orchestra.play(frames);
    for (const bus of this.buses) bus.clear();
    for (let i = 0; i < this.pushes.length; i++) {
      this.pushes[i] = this.sideChain.push((this.frame + i * controlFrames) / sampleRateHz);
    }
    this.strips.forEach((strip, i) => {
      if (!this.orchestra.sounding[i]) return;
      strip.process(this.orchestra.outputs[i]!, this.frame, frames, this.pushes, this.busOfPart[i]!);
    });
    if (this.noiseAmount > 0 && this.noiseBus) {
      this.noise.addTo(this.noiseBus.left, this.noiseBus.right, frames);
    }
    for (const bus of this.buses) bus.finish(frames);
    this.frame += frames;
  }
}
