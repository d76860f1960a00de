import { useQuery } from '@tanstack/react-query';
import type { Asset } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { keys } from '../api/query-client.ts';

/** The part of an audiowaveform v2 file that is drawn: least and greatest sample of each stretch, in turn. */
interface PeaksFile {
  readonly bits: number;
  readonly data: readonly number[];
}

/** How loud each stretch of a version is, 0 to 1 of its loudest; null until it is there. */
export function usePeaks(asset: Asset | null, isWanted: boolean): readonly number[] | null {
  const { data } = useQuery({
    queryKey: keys.peaks(asset?.sha256 ?? ''),
    enabled: asset !== null && isWanted,
    staleTime: Infinity,
    queryFn: async ({ signal }) => {
      const response = await engine.files.open(asset?.url ?? '', { signal });
      return loudness((await response.json()) as PeaksFile);
    },
  });
  return data ?? null;
}

function loudness({ data }: PeaksFile): number[] {
  const heights: number[] = [];
  for (let at = 0; at + 1 < data.length; at += 2) {
    heights.push(Math.max(Math.abs(data[at] ?? 0), Math.abs(data[at + 1] ?? 0)));
  }
  const loudest = Math.max(1, ...chunkMaxima(heights));
  return heights.map((height) => height / loudest);
}

// Math.max over a spread of every sample would overflow the stack for long pieces.
function chunkMaxima(values: readonly number[]): number[] {
  const maxima: number[] = [];
  for (let at = 0; at < values.length; at += 4096) maxima.push(Math.max(...values.slice(at, at + 4096)));
  return maxima;
}

/** The peaks as `count` bars. Each is a mean pulled towards its greatest, so that quiet and loud stay apart. */
export function toBars(peaks: readonly number[], count: number): number[] {
  const bars = Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count));
    let sum = 0;
    let greatest = 0;
    for (let at = from; at < to; at++) {
      const value = peaks[at] ?? 0;
      sum += value;
      if (value > greatest) greatest = value;
    }
    return ((sum / (to - from)) * 0.6 + greatest * 0.4) ** 1.15;
  });
  const tallest = Math.max(...bars, 0.001);
  return bars.map((bar) => bar / tallest);
}
