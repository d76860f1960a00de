import { readLocale, say } from '../i18n/index.ts';

/** 83.4 → `1:23`. */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds + 1e-6));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** 83 → `1 minute 23 seconds`, for ears rather than eyes. */
export function spokenTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const parts = [];
  if (minutes > 0) parts.push(say('words.minutes', { count: minutes }));
  if (whole % 60 > 0 || minutes === 0) parts.push(say('words.seconds', { count: whole % 60 }));
  return parts.join(' ');
}

/** The time of day of the reader: `00:30`. */
export function timeOfDay(iso: string): string {
  return new Date(iso).toLocaleTimeString(readLocale(), { hour: '2-digit', minute: '2-digit' });
}

const steps = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** How long ago, in words: `just now`, `5 minutes ago`, `yesterday`; the date from a week on. */
export function timeAgo(iso: string, now: number): string {
  const then = Date.parse(iso);
  const seconds = (now - then) / 1000;
  if (seconds < 50) return say('words.justNow');
  if (seconds > 7 * 86_400) return new Date(then).toLocaleDateString(readLocale(), { dateStyle: 'medium' });
  const words = new Intl.RelativeTimeFormat(readLocale(), { numeric: 'auto' });
  for (const step of steps) {
    if (seconds >= step.seconds * 0.95) return words.format(-Math.round(seconds / step.seconds), step.unit);
  }
  return words.format(-1, 'minute');
}

/** What is left until `iso`, roughly: `about 20 s left`; null when unknown, `any moment now` when over. */
export function timeLeft(iso: string | null, now: number): string | null {
  if (!iso) return null;
  const seconds = (Date.parse(iso) - now) / 1000;
  if (seconds < 3) return say('words.anyMoment');
  if (seconds < 60) return say('words.secondsLeft', { seconds: Math.ceil(seconds / 5) * 5 });
  return say('words.minutesLeft', { minutes: Math.round(seconds / 60) });
}

/** 83.46 → `1:23.4`, where tenths matter. */
export function clockTenths(seconds: number): string {
  const tenths = Math.round(Math.max(0, seconds) * 10);
  return `${clockTime(Math.floor(tenths / 10))}.${tenths % 10}`;
}

/** A time as the reader's country writes it, to the minute. */
export function dateAndTime(iso: string): string {
  return new Date(iso).toLocaleString(readLocale(), { dateStyle: 'medium', timeStyle: 'short' });
}
