import type { CampaignResult } from './run-campaign.ts';

const examplesMax = 5;

/** The verdict and the counts, as a page for people. */
export function report(result: CampaignResult, seed: number): string {
  const { columns, notebook, recovery } = result;
  const width = Math.max(...columns.map(({ name }) => name.length));
  const kinds = countBy(notebook.faults.map(({ kind }) => kind));
  const verdict = columns.map(({ name, found }) => `  ${name.padEnd(width)}  ${found.length}`);
  const examples = columns.flatMap(({ name, found }) =>
    found.slice(0, examplesMax).map((each) => `  ${name}: ${each}`),
  );
  return [
    `seed ${seed}`,
    ...verdict,
    ...(examples.length > 0 ? ['', ...examples] : []),
    '',
    `wishes        ${notebook.wishes.length}, acknowledged ${notebook.work.length} works and ${notebook.cancels.length} cancels`,
    `answers       ${pairs(Object.fromEntries(notebook.answers))}`,
    `retries       ${notebook.retryCount}, given up ${notebook.unansweredCount}`,
    `faults        ${notebook.faults.length}: ${pairs(kinds)}`,
    `recovery      first acknowledged p50 ${recovery.toAcknowledged.median} ms, max ${recovery.toAcknowledged.max} ms; first completed p50 ${recovery.toCompleted.median} ms, max ${recovery.toCompleted.max} ms`,
    `worst by kind ${pairs(recovery.worstByKind)} (ms)`,
    `tracks        ${pairs(result.tracks)}`,
    `logged errors ${pairs(result.logged) || 'none'}`,
  ].join('\n');
}

function pairs(counts: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

function countBy(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
