/** How often each step of `latency_step` was met, by step. */
export type StepCounts = ReadonlyMap<number, number>;

/** The duration that this part of all did not exceed, in seconds to within a twentieth; null when there were none. Pure. */
export function percentileSeconds(counts: StepCounts, part: number): number | null {
  const steps = [...counts].sort(([a], [b]) => a - b);
  const total = steps.reduce((sum, [, count]) => sum + count, 0);
  let left = part * total;
  for (const [step, count] of steps) {
    left -= count;
    if (left <= 0) return Number((2 ** (step / 8)).toPrecision(3));
  }
  return null;
}
