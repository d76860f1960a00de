import { expect } from 'vitest';
import type { Stage } from '../database/open-stage.ts';
import { storyOf, sumTroubles } from './report.ts';
import { runSeed, type Run } from './run-seed.ts';

/** Plays seeds one after another and fails with the story of the first that breaks a rule. */
export async function expectRulesKept(stage: Stage, from: number, count: number): Promise<void> {
  const runs: Run[] = [];
  for (let seed = from; seed < from + count; seed += 1) {
    const run = await runSeed(stage.connections, seed);
    if (run.violation) expect.fail(storyOf(run));
    runs.push(run);
  }
  // A campaign in which nothing goes wrong proves nothing.
  const struck = sumTroubles(runs);
  expect([...troublesExpected].filter((trouble) => !struck.has(trouble))).toEqual([]);
}

const troublesExpected = [
  'brown-out',
  'callback forged',
  'callback lost',
  'callback twice',
  'clock skewed',
  'connection cut after',
  'connection cut before',
  'crash after',
  'crash before',
  'cut',
  'disk full',
  'gone',
  'paused',
  'reply lost',
  'serialization failure',
  'silence after',
  'slow task',
  'statement timeout',
  'stopped',
  'task fails',
  'time jumped',
  'truncated',
];
