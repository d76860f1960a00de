/** Stretches of least and greatest sample, in turn, as heights from 0 to 1 of the loudest. */
export function loudness(data: ArrayLike<number>): readonly number[] {
  const heights: number[] = [];
  for (let at = 0; at + 1 < data.length; at += 2) {
    heights.push(Math.max(Math.abs(data[at] ?? 0), Math.abs(data[at + 1] ?? 0)));
  }
  const loudest = Math.max(...chunkMaxima(heights)) || 1;
  return heights.map((height) => height / loudest);
}

// Math.max over a spread of every sample would overflow the stack for long pieces.
function chunkMaxima(values: readonly number[]): number[] {
  const maxima: number[] = [];
  for (let at = 0; at < values.length; at += 4096) maxima.push(Math.max(...values.slice(at, at + 4096)));
  return maxima;
}
