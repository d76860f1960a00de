import type { Figures } from '@impresario/protocol';
import type { Series, Tone } from '../charts/chart-shape.ts';
import { hasMessage, say } from '../i18n/index.ts';

const tones: readonly Tone[] = ['bad', 'two', 'three', 'one'];

/** Failures by their reason, the commonest ones by name and the rest together. */
export function failureSeries({ points, total }: Figures): Series[] {
  const codes = Object.entries(total.failed)
    .toSorted(([, one], [, other]) => other - one)
    .map(([code]) => code);
  const [named, rest] = [codes.slice(0, tones.length), codes.slice(tones.length)];
  const sum = (failed: Figures['total']['failed'], of: readonly string[]) =>
    of.reduce((all, code) => all + (failed[code] ?? 0), 0);
  const own = named.map((code, index): Series => {
    const key = `admin.code.${code}`;
    return {
      id: code,
      name: hasMessage(key) ? say(key) : code,
      tone: tones[index]!,
      values: points.map(({ failed }) => failed[code] ?? 0),
    };
  });
  if (rest.length === 0) return own;
  const values = points.map(({ failed }) => sum(failed, rest));
  return [...own, { id: 'others', name: say('admin.series.others'), tone: 'quiet', values }];
}
