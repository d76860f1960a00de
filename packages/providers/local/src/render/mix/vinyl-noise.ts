import { sampleRateHz } from '../sample-rate.ts';
import { seededDice } from './dice.ts';

/** Root mean square of the hiss, and the largest crackle, at amount 1; the mix around them is near −16 LUFS. */
const hissLevel = 0.0028;
const crackleLevel = 0.055;
const cracklesPerSecond = 7;

/** Record noise: a soft hiss and seeded crackles that ring for a millisecond. */
export class VinylNoise {
  private readonly dice: () => number;
  private readonly amount: number;
  private hissLeft = 0;
  private hissRight = 0;
  private ring = 0;
  private ringBefore = 0;
  private side = 0;

  constructor(seed: number, amount: number) {
    this.dice = seededDice(seed ^ 0x71a51);
    this.amount = amount;
  }

  /** Adds `frames` of noise to a stereo block. */
  addTo(left: Float32Array, right: Float32Array, frames: number): void {
    const { dice } = this;
    const hiss = hissLevel * this.amount * 3.4;
    const chance = cracklesPerSecond / sampleRateHz;
    // A damped resonance near 2.4 kHz: what a grain of dust sounds like through a pickup.
    const w = (2 * Math.PI * 2400) / sampleRateHz;
    const decay = Math.exp(-1 / (0.00035 * sampleRateHz));
    const turn = 2 * decay * Math.cos(w);
    for (let i = 0; i < frames; i++) {
      this.hissLeft += 0.35 * (dice() - 0.5 - this.hissLeft);
      this.hissRight += 0.35 * (dice() - 0.5 - this.hissRight);
      let hit = 0;
      if (dice() < chance) {
        const size = dice();
        hit = crackleLevel * this.amount * size * size * size;
        this.side = dice() - 0.5;
      }
      const ring = turn * this.ring - decay * decay * this.ringBefore + hit;
      this.ringBefore = this.ring;
      this.ring = Math.abs(ring) < 1e-20 ? 0 : ring;
      left[i]! += hiss * this.hissLeft + ring * (0.5 - this.side);
      right[i]! += hiss * this.hissRight + ring * (0.5 + this.side);
    }
  }
}
