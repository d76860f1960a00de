import { eachSpectrum } from './spectrum.ts';

/** A stretch of a song in seconds. */
export interface Region {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

const bandEdgesHz = [40, 80, 120, 180, 260, 380, 560, 820, 1200, 1800, 2600, 3800, 5600, 8200, 12000, 18000];

/** Log energies in bands, one row each ~46 ms. */
function bandRows(left: Float32Array, right: Float32Array, sampleRateHz: number, region: Region): number[][] {
  const rows: number[][] = [];
  const edges = bandEdgesHz.map((hz) => Math.round((hz * 2048) / sampleRateHz));
  const options = { size: 2048, hop: 2048, fromSeconds: region.startSeconds, toSeconds: region.endSeconds };
  eachSpectrum(left, right, sampleRateHz, options, (magnitudes) => {
    const row: number[] = [];
    for (let b = 0; b + 1 < edges.length; b++) {
      let energy = 1e-9;
      for (let k = edges[b]!; k < Math.max(edges[b]! + 1, edges[b + 1]!); k++) energy += magnitudes[k]! ** 2;
      row.push(Math.log10(energy));
    }
    rows.push(row);
  });
  return rows;
}

/**
 * How alike two regions sound, −1 … 1: the correlation of their band energies over time, at the best of a few
 * small time shifts. The same bars played again are near 1; unrelated music is near 0.
 */
export function selfSimilarity(
  left: Float32Array,
  right: Float32Array,
  sampleRateHz: number,
  a: Region,
  b: Region,
): number {
  const rowsA = bandRows(left, right, sampleRateHz, a);
  const rowsB = bandRows(left, right, sampleRateHz, b);
  let best = -1;
  for (let shift = -2; shift <= 2; shift++) best = Math.max(best, correlation(rowsA, rowsB, shift));
  return best;
}

function correlation(rowsA: number[][], rowsB: number[][], shift: number): number {
  const pairs: [number, number, number][] = [];
  const bands = bandEdgesHz.length - 1;
  for (let i = Math.max(0, -shift); i < rowsA.length && i + shift < rowsB.length; i++) {
    for (let k = 0; k < bands; k++) pairs.push([rowsA[i]![k]!, rowsB[i + shift]![k]!, k]);
  }
  if (pairs.length === 0) return 0;
  // Each band is centred on its own mean, so that a shared spectral tilt alone does not look like likeness.
  const meansA = new Array<number>(bands).fill(0);
  const meansB = new Array<number>(bands).fill(0);
  const rows = pairs.length / bands;
  for (const [x, y, k] of pairs) {
    meansA[k]! += x / rows;
    meansB[k]! += y / rows;
  }
  let xy = 0;
  let xx = 1e-12;
  let yy = 1e-12;
  for (const [x, y, k] of pairs) {
    const dx = x - meansA[k]!;
    const dy = y - meansB[k]!;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  return xy / Math.sqrt(xx * yy);
}
