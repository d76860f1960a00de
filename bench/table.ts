/** One figure, with what it is held against. */
export interface Row {
  readonly what: string;
  readonly value: string;
  readonly beside: string;
}

export function printTable(title: string, rows: readonly Row[]): void {
  const width = (pick: (row: Row) => string) => Math.max(...rows.map((row) => pick(row).length));
  const whatWidth = width((row) => row.what);
  const valueWidth = width((row) => row.value);
  console.log(`\n${title}`);
  for (const { what, value, beside } of rows) {
    console.log(`  ${what.padEnd(whatWidth)}  ${value.padStart(valueWidth)}  ${beside}`);
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
