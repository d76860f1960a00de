/**
 * The peaks between two places of a song (0 to 1) as `count` bars, tall as they are in the whole song. Each is a mean
 * pulled towards its greatest, so that quiet and loud stay apart.
 */
export function barsBetween(peaks: readonly number[], from: number, to: number, count: number): number[] {
  const first = from * peaks.length;
  const step = ((to - from) * peaks.length) / count;
  return Array.from({ length: count }, (_, bar) => {
    const start = Math.max(0, Math.floor(first + bar * step));
    const end = Math.min(peaks.length, Math.max(start + 1, Math.floor(first + (bar + 1) * step)));
    let sum = 0;
    let greatest = 0;
    for (let at = start; at < end; at++) {
      const value = peaks[at] ?? 0;
      sum += value;
      if (value > greatest) greatest = value;
    }
    return end > start ? ((sum / (end - start)) * 0.6 + greatest * 0.4) ** 1.15 : 0;
  });
}

const tallest = new WeakMap<readonly number[], number>();

/** The tallest bar that the whole song has, so that a part of it is drawn as tall as it is among the others. */
export function tallestBar(peaks: readonly number[]): number {
  const known = tallest.get(peaks);
  if (known !== undefined) return known;
  const found = Math.max(0.001, ...barsBetween(peaks, 0, 1, 240));
  tallest.set(peaks, found);
  return found;
}
