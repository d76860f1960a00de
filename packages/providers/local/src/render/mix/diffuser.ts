const coefficient = 0.62;

/** All-pass filters in a row: they smear a click into a cloud and leave the spectrum alone. */
export class Diffuser {
  private readonly lines: readonly Float32Array[];
  private readonly positions: Int32Array;

  constructor(lengths: readonly number[]) {
    this.lines = lengths.map((length) => new Float32Array(length));
    this.positions = new Int32Array(lengths.length);
  }

  /** Filters `count` samples from the start of `samples`, in place. */
  process(samples: Float32Array, count: number): void {
    for (let k = 0; k < this.lines.length; k++) {
      const line = this.lines[k]!;
      let at = this.positions[k]!;
      for (let i = 0; i < count; i++) {
        const held = line[at]!;
        const into = samples[i]! + coefficient * held;
        samples[i] = held - coefficient * into;
        // Adding and taking away a small number turns denormals into zero.
        line[at] = into + 1e-18 - 1e-18;
        if (++at === line.length) at = 0;
      }
      this.positions[k] = at;
    }
  }
}
