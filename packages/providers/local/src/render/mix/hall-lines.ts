import { sampleRateHz } from '../sample-rate.ts';

/** Lengths without a common divisor, 26–78 ms: dense without ringing. */
export const lineFrames: readonly number[] = [1153, 1361, 1613, 1867, 2179, 2531, 2903, 3433];

const size = 4096;
const mask = size - 1;
/** The slow lines are stretched on this grid. */
const stretchFrames = 32;

/**
 * Eight delay lines that feed each other through a Hadamard matrix (Jot's feedback delay network), each losing
 * high notes on its way round. Two lines are stretched and shrunk slowly, which keeps long tails from sounding
 * metallic.
 */
export class HallLines {
  private readonly lines = Array.from({ length: 8 }, () => new Float32Array(size));
  private readonly damped = new Float64Array(8);
  private readonly gains: Float64Array;
  private readonly damping: number;
  private readonly level: number;
  private position = 0;
  private frame = 0;

  /** `gains` hold each line's loss a round; `damping` is a one-pole coefficient; `level` scales what comes out. */
  constructor(gains: Float64Array, damping: number, level: number) {
    this.gains = gains.map((gain) => gain / Math.sqrt(8));
    this.damping = damping;
    this.level = level;
  }

  /** Feeds `frames` of input and adds what the hall answers to `left` and `right`. */
  addTo(
    left: Float32Array,
    right: Float32Array,
    inLeft: Float32Array,
    inRight: Float32Array,
    frames: number,
  ): void {
    for (let from = 0; from < frames; from += stretchFrames) {
      const seconds = this.frame / sampleRateHz;
      const reach6 = lineFrames[6]! + 9 * Math.sin(2 * Math.PI * 0.53 * seconds);
      const reach7 = lineFrames[7]! + 11 * Math.sin(2 * Math.PI * 0.37 * seconds + 1);
      const to = Math.min(frames, from + stretchFrames);
      this.run(left, right, inLeft, inRight, from, to, reach6, reach7);
      this.frame += to - from;
    }
    const { damped } = this;
    for (let k = 0; k < 8; k++) if (Math.abs(damped[k]!) < 1e-20) damped[k] = 0;
  }

  private run(
    left: Float32Array,
    right: Float32Array,
    inLeft: Float32Array,
    inRight: Float32Array,
    from: number,
    to: number,
    reach6: number,
    reach7: number,
  ): void {
    const [l0, l1, l2, l3, l4, l5, l6, l7] = this.lines as [Line, Line, Line, Line, Line, Line, Line, Line];
    const [g0, g1, g2, g3, g4, g5, g6, g7] = this.gains as unknown as Eight;
    let [d0, d1, d2, d3, d4, d5, d6, d7] = this.damped as unknown as Eight;
    const { damping, level } = this;
    const whole6 = Math.floor(reach6);
    const part6 = reach6 - whole6;
    const whole7 = Math.floor(reach7);
    const part7 = reach7 - whole7;
    let at = this.position;
    for (let i = from; i < to; i++) {
      const x6 = l6[(at - whole6) & mask]!;
      const x7 = l7[(at - whole7) & mask]!;
      d0 += damping * (l0[(at - 1153) & mask]! * g0 - d0);
      d1 += damping * (l1[(at - 1361) & mask]! * g1 - d1);
      d2 += damping * (l2[(at - 1613) & mask]! * g2 - d2);
      d3 += damping * (l3[(at - 1867) & mask]! * g3 - d3);
      d4 += damping * (l4[(at - 2179) & mask]! * g4 - d4);
      d5 += damping * (l5[(at - 2531) & mask]! * g5 - d5);
      d6 += damping * ((x6 + part6 * (l6[(at - whole6 - 1) & mask]! - x6)) * g6 - d6);
      d7 += damping * ((x7 + part7 * (l7[(at - whole7 - 1) & mask]! - x7)) * g7 - d7);
      left[i]! += level * (d0 - d2 + d4 - d6) * outGain;
      right[i]! += level * (d1 - d3 + d5 - d7) * outGain;
      const s01 = d0 + d1;
      const t01 = d0 - d1;
      const s23 = d2 + d3;
      const t23 = d2 - d3;
      const s45 = d4 + d5;
      const t45 = d4 - d5;
      const s67 = d6 + d7;
      const t67 = d6 - d7;
      const inL = inLeft[i]! + 1e-18;
      const inR = inRight[i]! + 1e-18;
      l0[at] = s01 + s23 + (s45 + s67) + inL;
      l1[at] = t01 + t23 + (t45 + t67) + inR;
      l2[at] = s01 - s23 + (s45 - s67) + inL;
      l3[at] = t01 - t23 + (t45 - t67) + inR;
      l4[at] = s01 + s23 - (s45 + s67) - inL;
      l5[at] = t01 + t23 - (t45 + t67) - inR;
      l6[at] = s01 - s23 - (s45 - s67) + inL;
      l7[at] = t01 - t23 - (t45 - t67) + inR;
      at = (at + 1) & mask;
    }
    this.position = at;
    this.damped.set([d0, d1, d2, d3, d4, d5, d6, d7]);
  }
}

type Line = Float32Array;
type Eight = [number, number, number, number, number, number, number, number];
/** Undoes the matrix's 1/√8, which the gains carry. */
const outGain = Math.sqrt(8) / 4;
