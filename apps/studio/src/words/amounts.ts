const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const rounded = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** `1 credit`, `0.5 credits`, `12M credits`. */
export function credits(amount: number): string {
  return `${creditCount(amount)} ${amount === 1 ? 'credit' : 'credits'}`;
}

/** What an operation costs: `free`, `0.5 credits`; empty when it is not known. */
export function priceWords(price: number | undefined): string {
  if (price === undefined) return '';
  return price === 0 ? 'free' : credits(price);
}

export function creditCount(amount: number): string {
  return amount >= 10_000_000 ? compact.format(amount) : exact.format(amount);
}

/** 2 → `2nd`. */
export function ordinal(place: number): string {
  const rule = new Intl.PluralRules('en', { type: 'ordinal' }).select(place);
  const suffixes: Record<string, string> = { one: 'st', two: 'nd', few: 'rd' };
  return `${place}${suffixes[rule] ?? 'th'}`;
}

/** `12 MB`, `640 kB`. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  return `${rounded.format(bytes / 1_000_000)} MB`;
}
