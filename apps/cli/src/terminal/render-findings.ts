import type { Finding } from '@impresario/protocol';
import type { Paint } from './paint.ts';
import { oneLine, textWidth } from './text-width.ts';

/** Findings under their headings, each with what to do, and a last line that counts. */
export function renderFindings(
  parts: readonly (readonly [heading: string, findings: readonly Finding[]])[],
  paint: Paint,
): string {
  const all = parts.flatMap(([, findings]) => findings);
  const width = Math.max(...all.map(({ title }) => textWidth(title)));
  const marks = { ok: paint.good('✓'), warning: paint.warn('!'), failed: paint.bad('✗') };
  const line = ({ status, title, detail, remedy }: Finding) => {
    const space = ' '.repeat(width - textWidth(title) + 2);
    const shown = status === 'ok' ? paint.dim(oneLine(detail)) : oneLine(detail);
    const advice =
      remedy === null ? '' : `  ${' '.repeat(width + 4)}${paint.accent('→')} ${oneLine(remedy)}\n`;
    return `  ${marks[status]} ${title}${space}${shown}\n${advice}`;
  };
  const sections = parts.map(
    ([heading, findings]) => `${paint.bold(heading)}\n${findings.map(line).join('')}\n`,
  );
  return sections.join('') + verdict(all, paint);
}

function verdict(all: readonly Finding[], paint: Paint): string {
  const count = (status: Finding['status']) => all.filter((finding) => finding.status === status).length;
  const [good, warnings, failures] = [count('ok'), count('warning'), count('failed')];
  const counts = [
    `${good} well`,
    warnings > 0 ? paint.warn(`${warnings} to look at`) : null,
    failures > 0 ? paint.bad(`${failures} to mend`) : null,
  ].filter((part) => part !== null);
  return `${failures > 0 ? paint.bad('✗') : paint.good('✓')} ${counts.join(' · ')}\n`;
}
