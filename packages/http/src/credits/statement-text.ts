import type { OpenStatement } from '@impresario/engine';
import type { StatementFormat, Transaction } from '@impresario/protocol';

/** A statement as text, piece by piece. */
export const statementText: Readonly<
  Record<StatementFormat, (statement: OpenStatement) => AsyncGenerator<string, void>>
> = { csv: csvText, json: jsonText };

async function* jsonText({ pages, ...frame }: OpenStatement) {
  yield JSON.stringify(frame).replace(/}$/, ',"transactions":[');
  let separator = '';
  for await (const page of pages) {
    yield separator + page.map((transaction) => JSON.stringify(transaction)).join(',');
    separator = ',';
  }
  yield ']}\n';
}

const columns = [
  'time',
  'type',
  'amount',
  'balance',
  'operation',
  'trackId',
  'reason',
  'actor',
  'id',
] as const;

/** RFC 4180, between a row for the opening balance and one for the closing balance. */
async function* csvText({ from, to, openingBalance, closingBalance, pages }: OpenStatement) {
  yield csvRow(columns) + csvRow([from, 'opening balance', null, openingBalance]);
  for await (const page of pages) yield page.map((transaction) => csvRow(cellsOf(transaction))).join('');
  yield csvRow([to, 'closing balance', null, closingBalance]);
}

type Cell = string | number | null;

function cellsOf(transaction: Transaction): Cell[] {
  const { createdAt, type, amount, balanceAfter, operation, trackId, reason, actor, id } = transaction;
  return [createdAt, type, amount, balanceAfter, operation, trackId, reason, actor, id];
}

function csvRow(cells: readonly Cell[]): string {
  const whole = columns.map((_, index) => csvCell(cells[index] ?? null));
  return `${whole.join(',')}\r\n`;
}

/** What a spreadsheet takes for a formula, also when it is written wide. */
const formula = /^[\t\r\n ]*[=+\-@＝＋－＠]|^[\t\r]/;

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  // An apostrophe in front makes it text to a spreadsheet; reasons and names of actors come from people.
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
