import { say } from '../i18n/index.ts';
import type { RegionFault } from './region-bounds.ts';

/** Why a region cannot be replaced, and what would be possible. */
export function regionFaultWords({ kind, seconds }: RegionFault): string {
  return say(`track.region.${kind}`, { seconds: Math.round(seconds * 10) / 10 });
}
