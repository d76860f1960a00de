import { useQuery } from '@tanstack/react-query';
import type { Version } from '@impresario/protocol';
import { engine } from '../api/engine.ts';
import { keys } from '../api/query-client.ts';
import { listenForPeaks } from './listen-for-peaks.ts';
import { loudness } from './loudness.ts';

/** The part of an audiowaveform v2 file that is drawn: least and greatest sample of each stretch, in turn. */
interface PeaksFile {
  readonly bits: number;
  readonly data: readonly number[];
}

/**
 * How loud each stretch of a version is, 0 to 1 of its loudest; null until it is known. A song that came without
 * its peaks, as those of other providers do, is listened to here instead.
 */
export function usePeaks(version: Version, isWanted: boolean): readonly number[] | null {
  const asset = version.peaks ?? version.audio;
  const { data } = useQuery({
    queryKey: keys.peaks(asset?.sha256 ?? ''),
    enabled: asset !== null && isWanted,
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: ({ signal }) =>
      version.peaks ? readPeaks(version.peaks.url, signal) : listenForPeaks(version, signal),
  });
  return data ?? null;
}

async function readPeaks(url: string, signal: AbortSignal): Promise<readonly number[]> {
  const response = await engine.files.open(url, { signal });
  return loudness(((await response.json()) as PeaksFile).data);
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
