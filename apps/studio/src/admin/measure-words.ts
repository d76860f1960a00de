import { readLocale, say } from '../i18n/index.ts';

function written(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(readLocale(), options).format(value);
}

function unit(value: number, name: string, digits = 0): string {
  return written(value, { style: 'unit', unit: name, unitDisplay: 'narrow', maximumFractionDigits: digits });
}

/** `0.8s`, `38s`, `2m 10s`, `12m`, `5h`, `3d`. */
export function duration(seconds: number): string {
  if (seconds < 10) return unit(seconds, 'second', 1);
  if (seconds < 99.5) return unit(Math.round(seconds), 'second');
  const [minutes, hours] = [Math.round(seconds / 60), Math.round(seconds / 3600)];
  if (minutes < 10) {
    const rest = Math.round(seconds % 60);
    const whole = Math.floor(seconds / 60);
    return rest === 0 || rest === 60
      ? unit(minutes, 'minute')
      : `${unit(whole, 'minute')} ${unit(rest, 'second')}`;
  }
  if (minutes < 100) return unit(minutes, 'minute');
  return hours < 48 ? unit(hours, 'hour') : unit(Math.round(seconds / 86_400), 'day');
}

/** `1,204`, `12.4K`. */
export function count(value: number): string {
  return value >= 100_000
    ? written(value, { notation: 'compact', maximumFractionDigits: 1 })
    : written(value, { maximumFractionDigits: 1 });
}

/** 0.957 → `95.7 %`; a whole is told without decimals, and nearly all is never told as all. */
export function percent(part: number): string {
  const shown = part < 1 && part > 0.999 ? 0.999 : part;
  return written(shown, { style: 'percent', maximumFractionDigits: shown >= 0.9 && shown < 1 ? 1 : 0 });
}

/** `in 40 seconds`, or that it is now. */
export function untilWords(iso: string, now: number): string {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  if (seconds <= 1) return say('words.anyMoment');
  const words = new Intl.RelativeTimeFormat(readLocale(), { numeric: 'always' });
  return seconds < 90 ? words.format(seconds, 'second') : words.format(Math.round(seconds / 60), 'minute');
}

/** The time of day by which something was so, in the reader's own time. */
export function clockOf(time: number): string {
  return new Date(time).toLocaleTimeString(readLocale(), { timeStyle: 'medium' });
}
