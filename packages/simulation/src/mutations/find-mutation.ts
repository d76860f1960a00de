import type { Play } from '../play-seeds.ts';
import { runProcess } from '../run-process.ts';
import type { Run } from '../seeds/run-seed.ts';
import type { Mutation } from './mutation.ts';

/** What the seeds said of a mutated house. */
export interface Found {
  readonly seedCount: number;
  readonly broken: readonly { readonly seed: number; readonly rule: string; readonly message: string }[];
}

export async function findMutation(mutation: Mutation, play: Play): Promise<Found> {
  let seedCount = 0;
  const broken: { seed: number; rule: string; message: string }[] = [];
  await runProcess('mutations/play-mutated.ts', { name: mutation.name, play }, (line) => {
    const { seed, violation } = line as Run;
    seedCount += 1;
    if (violation) broken.push({ seed, rule: violation.rule, message: violation.message });
  });
  return { seedCount, broken };
}
