import { inTenths, type Region } from '../../tracks/region.ts';

/** What is marked on a waveform: the place an extension begins at, or a stretch. */
export type Mark = { readonly kind: 'point'; readonly at: number } | ({ readonly kind: 'region' } & Region);

export function markedRegion(mark: Mark | null): Region | null {
  return mark?.kind === 'region' ? mark : null;
}

/** A region between two places in either order, of at least a tenth of a second. */
export function regionBetween(one: number, other: number, duration: number): Mark {
  const from = Math.max(0, Math.min(one, other, duration - 0.1));
  const to = Math.min(duration, Math.max(one, other, from + 0.1));
  return { kind: 'region', from: inTenths(from), to: inTenths(to) };
}
