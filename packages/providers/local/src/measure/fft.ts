/**
 * A radix-2 FFT of a fixed size, with its tables and work space allocated once.
 * `size` must be a power of two.
 */
export class Fft {
  readonly size: number;
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;
  private readonly reversed: Uint32Array;
  private readonly re: Float64Array;
  private readonly im: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
    this.sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
    this.re = new Float64Array(size);
    this.im = new Float64Array(size);
    const bits = Math.log2(size);
    this.reversed = Uint32Array.from({ length: size }, (_, i) => {
      let out = 0;
      for (let b = 0; b < bits; b++) out |= ((i >> b) & 1) << (bits - 1 - b);
      return out;
    });
  }

  /** Writes the magnitudes of bins 0 … size/2 of the real `input` (length `size`) into `magnitudes`. */
  magnitudes(input: Float64Array, magnitudes: Float64Array): void {
    const { re, im, size, reversed } = this;
    for (let i = 0; i < size; i++) {
      re[i] = input[reversed[i]!]!;
      im[i] = 0;
    }
    this.butterflies();
    for (let k = 0; k <= size / 2; k++) magnitudes[k] = Math.hypot(re[k]!, im[k]!);
  }

  private butterflies(): void {
    const { re, im, size, cosines, sines } = this;
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let base = 0; base < size; base += 2 * half) {
        for (let k = 0; k < half; k++) {
          const c = cosines[k * stride]!;
          const s = sines[k * stride]!;
          const a = base + k;
          const b = a + half;
          const re2 = re[b]! * c - im[b]! * s;
          const im2 = re[b]! * s + im[b]! * c;
          re[b] = re[a]! - re2;
          im[b] = im[a]! - im2;
          re[a] = re[a]! + re2;
          im[a] = im[a]! + im2;
        }
      }
    }
  }
}
