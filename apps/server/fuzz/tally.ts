import type { Level } from './request-arbitrary.ts';

export interface Violation {
  /** The number of the request in its run, from 0. */
  readonly at: number;
  readonly operation: string;
  readonly what: string;
  readonly curl: string;
  readonly reply: string;
}

/** Counts of a run, by operation and status. */
export interface Tally {
  count(operation: string, level: Level, status: number): void;
  /** Whether a well-formed request to each operation was answered with success at least once. */
  neverGood(): string[];
  table(): string;
  readonly requests: number;
}

export function createTally(operations: readonly string[]): Tally {
  const byOperation = new Map(operations.map((name) => [name, new Map<number, number>()]));
  const levels = new Map<string, number>();
  let requests = 0;
  return {
    get requests() {
      return requests;
    },
    count(operation, level, status) {
      requests += 1;
      const statuses = byOperation.get(operation) ?? new Map<number, number>();
      byOperation.set(operation, statuses.set(status, (statuses.get(status) ?? 0) + 1));
      const key = `${level} ${status < 400 ? 'taken' : 'refused'}`;
      levels.set(key, (levels.get(key) ?? 0) + 1);
    },
    neverGood: () =>
      [...byOperation]
        .filter(([, statuses]) => ![...statuses.keys()].some((status) => status < 400))
        .map(([name]) => name),
    table() {
      const rows = [...byOperation].map(([name, statuses]) => {
        const told = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}×${count}`);
        const sum = [...statuses.values()].reduce((total, count) => total + count, 0);
        return `${name.padEnd(22)} ${String(sum).padStart(6)}  ${told.join(' ')}`;
      });
      const sums = [...levels].sort().map(([name, count]) => `${name} ${count}`);
      return [...rows, '', sums.join(', ')].join('\n');
    },
  };
}
