import { sampleRateHz } from '../sample-rate.ts';

export type BiquadShape =
  | { readonly kind: 'low-cut' | 'high-cut'; readonly hz: number; readonly q?: number }
  | { readonly kind: 'low-shelf' | 'high-shelf'; readonly hz: number; readonly db: number };

/** A second-order filter of one channel (Audio EQ Cookbook), processing in place. */
export class Biquad {
  private b0 = 1;
  private b1 = 0;
  private b2 = 0;
  private a1 = 0;
  private a2 = 0;
  private s1 = 0;
  private s2 = 0;

  constructor(shape: BiquadShape) {
    const w = (2 * Math.PI * Math.min(shape.hz, sampleRateHz * 0.45)) / sampleRateHz;
    if (!('db' in shape)) {
      const alpha = Math.sin(w) / (2 * (shape.q ?? Math.SQRT1_2));
      const edge = shape.kind === 'low-cut' ? 1 + Math.cos(w) : 1 - Math.cos(w);
      const sign = shape.kind === 'low-cut' ? -1 : 1;
      this.set(edge / 2, sign * edge, edge / 2, 1 + alpha, -2 * Math.cos(w), 1 - alpha);
      return;
    }
    const a = 10 ** (shape.db / 40);
    const beta = Math.SQRT2 * Math.sqrt(a) * Math.sin(w);
    const s = shape.kind === 'low-shelf' ? 1 : -1;
    const cos = s * Math.cos(w);
    this.set(
      a * (a + 1 - (a - 1) * cos + beta),
      s * 2 * a * (a - 1 - (a + 1) * cos),
      a * (a + 1 - (a - 1) * cos - beta),
      a + 1 + (a - 1) * cos + beta,
      s * -2 * (a - 1 + (a + 1) * cos),
      a + 1 + (a - 1) * cos - beta,
    );
  }

  /** Filters `count` samples from the start of `samples`. */
  process(samples: Float32Array, count: number): void {
    const { b0, b1, b2, a1, a2 } = this;
    let { s1, s2 } = this;
    for (let i = 0; i < count; i++) {
      const x = samples[i]!;
      const y = b0 * x + s1;
      s1 = b1 * x - a1 * y + s2;
      s2 = b2 * x - a2 * y;
      samples[i] = y;
    }
    this.s1 = Math.abs(s1) < 1e-25 ? 0 : s1;
    this.s2 = Math.abs(s2) < 1e-25 ? 0 : s2;
  }

  private set(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): void {
    this.b0 = b0 / a0;
    this.b1 = b1 / a0;
    this.b2 = b2 / a0;
    this.a1 = a1 / a0;
    this.a2 = a2 / a0;
  }
}
