import type { Run } from './run-seed.ts';

/** How a broken run is told: the rule, the replay, and a short history. */
export function storyOf({ seed, violation }: Run): string {
  if (!violation) return `Seed ${seed} kept every rule.`;
  const replay = `Play it again: npm run simulate:soak -- --seed ${seed}`;
  return [`Seed ${seed} broke ${violation.message}`, replay, '', violation.history].join('\n');
}

/** How often each kind of trouble struck, over many runs. */
export function sumTroubles(runs: readonly Pick<Run, 'troubles'>[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { troubles } of runs) {
    for (const [trouble, count] of Object.entries(troubles))
      sum.set(trouble, (sum.get(trouble) ?? 0) + count);
  }
  return new Map([...sum].sort(([a], [b]) => (a < b ? -1 : 1)));
}
