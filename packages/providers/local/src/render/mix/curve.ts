/** A value that moves in straight lines between points; read forwards, it costs nothing to follow. */
export class Curve {
  private readonly points: readonly { readonly atSeconds: number; readonly value: number }[];
  private next = 0;

  /** `points` ascend by time; before the first and after the last the value stands still. */
  constructor(points: readonly { readonly atSeconds: number; readonly value: number }[]) {
    this.points = points;
  }

  /** The value at `seconds`, which must not go backwards between calls. */
  at(seconds: number): number {
    const { points } = this;
    while (this.next < points.length && points[this.next]!.atSeconds <= seconds) this.next++;
    const after = points[this.next];
    const before = points[this.next - 1];
    if (!before) return after ? after.value : 1;
    if (!after) return before.value;
    const share = (seconds - before.atSeconds) / (after.atSeconds - before.atSeconds);
    return before.value + share * (after.value - before.value);
  }
}
