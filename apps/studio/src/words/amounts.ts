import { readLocale, say } from '../i18n/index.ts';

const formats = new Map<string, Intl.NumberFormat>();

function written(amount: number, options: Intl.NumberFormatOptions): string {
  const key = `${readLocale()} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(readLocale(), options);
  formats.set(key, format);
  return format.format(amount);
}

/** `1 credit`, `0.5 credits`, `12M credits`. */
export function credits(amount: number): string {
  return say('words.credits', { amount: creditCount(amount), count: amount });
}

/** What an operation costs: `free`, `0.5 credits`; empty when it is not known. */
export function priceWords(price: number | undefined): string {
  if (price === undefined) return '';
  return price === 0 ? say('words.free') : credits(price);
}

export function creditCount(amount: number): string {
  return amount >= 10_000_000
    ? written(amount, { notation: 'compact', maximumFractionDigits: 1 })
    : written(amount, { maximumFractionDigits: 3 });
}

/** 2 → `2nd`. */
export function ordinal(place: number): string {
  return say('words.ordinal', { place });
}

/** `12 MB`, `640 kB`. */
export function fileSize(bytes: number): string {
  const isSmall = bytes < 1_000_000;
  const amount = isSmall ? Math.max(1, Math.round(bytes / 1000)) : bytes / 1_000_000;
  const unit = isSmall ? 'kilobyte' : 'megabyte';
  return written(amount, { style: 'unit', unit, maximumFractionDigits: 1 });
}
