import type { Paint } from './paint.ts';
import { fitText, textWidth } from './text-width.ts';

export interface Column {
  title: string;
  align?: 'left' | 'right';
  /** This column gives way when the table is wider than the terminal. */
  shrinks?: boolean;
  paint?: (text: string, row: readonly string[]) => string;
}

const gap = '  ';
const shrunkMin = 8;

/** Rows under dim titles, aligned by what the terminal shows. Ends with a line break. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  look: { paint: Paint; columns: number },
): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...rows.map((row) => textWidth(row[index] ?? ''))),
  );
  const excess = widths.reduce((sum, width) => sum + width + gap.length, -gap.length) - look.columns;
  const giving = columns.findIndex(({ shrinks }) => shrinks);
  if (excess > 0 && giving >= 0) widths[giving] = Math.max(shrunkMin, widths[giving]! - excess);

  const line = (cells: readonly string[], paint: (cell: string, column: Column) => string): string =>
    columns
      .map((column, index) => {
        const cell = fitText(cells[index] ?? '', widths[index]!);
        const space = ' '.repeat(Math.max(0, widths[index]! - textWidth(cell)));
        return column.align === 'right' ? space + paint(cell, column) : paint(cell, column) + space;
      })
      .join(gap)
      .trimEnd();

  const head = line(
    columns.map(({ title }) => title),
    (cell) => look.paint.dim(cell),
  );
  const body = rows.map((row) => line(row, (cell, column) => column.paint?.(cell, row) ?? cell));
  return [head, ...body, ''].join('\n');
}
