import type { WorkBounds } from '@impresario/protocol';
import { inTenths, type Region } from './region.ts';

type SectionBounds = NonNullable<WorkBounds['replaceSection']>;

/** Why a provider would not replace a region; null when it would. Lengths in seconds. */
export type RegionFault =
  | { readonly kind: 'too-short'; readonly seconds: number }
  | { readonly kind: 'too-long'; readonly seconds: number }
  | { readonly kind: 'too-early'; readonly seconds: number }
  | { readonly kind: 'too-late'; readonly seconds: number };

const slack = 1e-6;

export function regionFault(
  { from, to }: Region,
  bounds: SectionBounds | undefined,
  duration: number,
): RegionFault | null {
  if (!bounds) return null;
  const { secondsMin, shareMax, besideSecondsMin } = bounds;
  const length = to - from;
  if (length < secondsMin - slack) return { kind: 'too-short', seconds: secondsMin };
  if (shareMax !== null && length > duration * shareMax + slack) {
    return { kind: 'too-long', seconds: roundDown(duration * shareMax) };
  }
  if (from < besideSecondsMin - slack) return { kind: 'too-early', seconds: besideSecondsMin };
  if (to > duration - besideSecondsMin + slack) return { kind: 'too-late', seconds: besideSecondsMin };
  return null;
}

/** Whether a song is long enough that any region of it would be taken. */
export function hasRoom(bounds: SectionBounds | undefined, duration: number): boolean {
  if (!bounds) return true;
  const most = Math.min(duration * (bounds.shareMax ?? 1), duration - 2 * bounds.besideSecondsMin);
  return most + slack >= bounds.secondsMin;
}

/** The nearest region that the provider would take, with the middle where it was. */
export function boundRegion(region: Region, bounds: SectionBounds | undefined, duration: number): Region {
  const beside = bounds?.besideSecondsMin ?? 0;
  const longest = Math.min(duration - 2 * beside, roundDown(duration * (bounds?.shareMax ?? 1)));
  const length = Math.max(
    Math.min(region.to - region.from, longest),
    Math.min(bounds?.secondsMin ?? 0, longest),
  );
  const middle = (region.from + region.to) / 2;
  const from = Math.max(beside, Math.min(middle - length / 2, duration - beside - length));
  return { from: inTenths(from), to: Math.min(inTenths(from + length), duration) };
}

/** The stop that is nearest to a place, where one is within reach. */
export function snapped(seconds: number, stops: readonly number[], withinSeconds: number): number {
  let best = seconds;
  let reach = withinSeconds;
  for (const stop of stops) {
    if (Math.abs(stop - seconds) <= reach) {
      best = stop;
      reach = Math.abs(stop - seconds);
    }
  }
  return best;
}

/** The next stop in a direction; the place itself where there is none. */
export function nextStop(seconds: number, stops: readonly number[], step: 1 | -1): number {
  const ordered = [...stops].toSorted((a, b) => a - b);
  const found =
    step > 0
      ? ordered.find((stop) => stop > seconds + 0.05)
      : ordered.findLast((stop) => stop < seconds - 0.05);
  return found ?? seconds;
}

function roundDown(seconds: number): number {
  return Math.floor(seconds * 10) / 10;
}
