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
  return quantile(values, 0.5);
}

/** The value below which that share of the others lies: 0.99 for the 99th percentile. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** `12 ms`, or `1.2 ms` where a digit more says something. */
export function inMs(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}
