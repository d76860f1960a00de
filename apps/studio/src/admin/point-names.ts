import type { Figures } from '@impresario/protocol';
import { readLocale, say } from '../i18n/index.ts';

/** The points of the figures as an axis and a reader name them, in UTC; the one that runs now is said to. */
export function pointNames({ points, grain }: Pick<Figures, 'points' | 'grain'>) {
  const locale = readLocale();
  const utc = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options });
  const hour = utc({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const shortDay = utc({ day: 'numeric', month: 'short' });
  const longDay = utc({ weekday: 'short', day: 'numeric', month: 'long' });
  return points.map(({ at }, index) => {
    const began = new Date(at);
    const day = longDay.format(began);
    const ends = new Date(began.getTime() + 3_600_000);
    const full =
      grain === 'hour'
        ? say('admin.point.hour', { day, from: hour.format(began), to: hour.format(ends) })
        : day;
    const isRunning = index === points.length - 1;
    return {
      short: grain === 'hour' ? hour.format(began) : shortDay.format(began),
      full: isRunning ? say('admin.point.running', { point: full }) : full,
    };
  });
}
