/** The coefficients of one second-order section, a0 = 1. */
interface Section {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * The two K-weighting sections of ITU-R BS.1770-4 for any sample rate. The standard prints 48 kHz coefficients
 * only; these are the analogue prototypes behind them (De Man, 2014), which give the printed values at 48 kHz.
 */
function kWeightingSections(sampleRateHz: number): readonly [Section, Section] {
  const shelfK = Math.tan((Math.PI * 1681.974450955533) / sampleRateHz);
  const shelfQ = 0.7071752369554196;
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const shelfA0 = 1 + shelfK / shelfQ + shelfK * shelfK;
  const shelf: Section = {
    b0: (high + (band * shelfK) / shelfQ + shelfK * shelfK) / shelfA0,
    b1: (2 * (shelfK * shelfK - high)) / shelfA0,
    b2: (high - (band * shelfK) / shelfQ + shelfK * shelfK) / shelfA0,
    a1: (2 * (shelfK * shelfK - 1)) / shelfA0,
    a2: (1 - shelfK / shelfQ + shelfK * shelfK) / shelfA0,
  };
  const passK = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz);
  const passQ = 0.5003270373238773;
  const passA0 = 1 + passK / passQ + passK * passK;
  const pass: Section = {
    b0: 1,
    b1: -2,
    b2: 1,
    a1: (2 * (passK * passK - 1)) / passA0,
    a2: (1 - passK / passQ + passK * passK) / passA0,
  };
  return [shelf, pass];
}

/** One channel's K-weighting; keeps its state between calls, so a song can be pushed block by block. */
export class KWeighting {
  private readonly shelf: Section;
  private readonly pass: Section;
  private s1 = 0;
  private s2 = 0;
  private p1 = 0;
  private p2 = 0;

  constructor(sampleRateHz: number) {
    [this.shelf, this.pass] = kWeightingSections(sampleRateHz);
  }

  /** The sum of squares of the weighted samples in `[from, to)`. */
  energy(samples: Float32Array, from: number, to: number): number {
    const { b0, b1, b2, a1, a2 } = this.shelf;
    const c1 = this.pass.a1;
    const c2 = this.pass.a2;
    let { s1, s2, p1, p2 } = this;
    let sum = 0;
    for (let i = from; i < to; i++) {
      const x = samples[i]!;
      const shelved = b0 * x + s1;
      s1 = b1 * x - a1 * shelved + s2;
      s2 = b2 * x - a2 * shelved;
      const y = shelved + p1;
      p1 = -2 * shelved - c1 * y + p2;
      p2 = shelved - c2 * y;
      sum += y * y;
    }
    // Denormals in the tail of a silent song would slow the loop a hundredfold.
    this.s1 = Math.abs(s1) < 1e-30 ? 0 : s1;
    this.s2 = Math.abs(s2) < 1e-30 ? 0 : s2;
    this.p1 = Math.abs(p1) < 1e-30 ? 0 : p1;
    this.p2 = Math.abs(p2) < 1e-30 ? 0 : p2;
    return sum;
  }
}
