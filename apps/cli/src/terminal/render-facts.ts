import type { Paint } from './paint.ts';
import { textWidth } from './text-width.ts';

/** Names and values under each other; those without a value are left out. */
export function renderFacts(
  facts: readonly (readonly [name: string, value: string | null])[],
  paint: Paint,
  indent = '',
): string {
  const shown = facts.filter((fact): fact is readonly [string, string] => fact[1] !== null && fact[1] !== '');
  const width = Math.max(0, ...shown.map(([name]) => textWidth(name)));
  return shown
    .map(([name, value]) => {
      const space = ' '.repeat(width - textWidth(name) + 2);
      // The further lines of a long value stand under its first.
      const lines = value.split('\n').join(`\n${indent}${' '.repeat(width + 2)}`);
      return `${indent}${paint.dim(name)}${space}${lines}\n`;
    })
    .join('');
}
