import { runProcess } from '../run-process.ts';
import { storyOf, sumTroubles } from '../seeds/report.ts';
import type { Run } from '../seeds/run-seed.ts';
import type { OwnServer } from '../database/own-server.ts';

const workerCount = 2;

interface Range {
  readonly from: number;
  /** Seeds each process plays at most. */
  readonly count: number;
  readonly minutes: number;
}

/** Plays as many seeds as fit, in two processes; says what came of it and returns the broken runs. */
export async function soakSeeds(server: OwnServer, { from, count, minutes }: Range): Promise<Run[]> {
  const startedAt = Date.now();
  const untilMs = startedAt + minutes * 60_000;
  const runs: Run[] = [];
  const note = (line: unknown) => {
    const run = line as Run;
    // The history of a good run is of no interest, and there are thousands.
    runs.push(run);
    if (run.violation) console.error(`\n${storyOf(run)}\n`);
    if (process.stdout.isTTY) process.stdout.write(`\r${runs.length} seeds, ${broken(runs).length} broken `);
  };
  await Promise.all(
    Array.from({ length: Math.min(workerCount, count) }, async (_, index) => {
      const url = await server.newDatabase();
      const play = { url, from: from + index, step: workerCount, count, untilMs, stopsAtFirst: false };
      await runProcess('soak/play-worker.ts', play, note);
    }),
  );
  tell(runs, (Date.now() - startedAt) / 1_000);
  return broken(runs);
}

function broken(runs: readonly Run[]): Run[] {
  return runs.filter(({ violation }) => violation !== null);
}

function tell(runs: readonly Run[], seconds: number): void {
  const stepCount = runs.reduce((sum, run) => sum + run.stepCount, 0);
  console.log(
    `\n${runs.length} seeds in ${seconds.toFixed(0)} s, ${stepCount} steps, ${broken(runs).length} broken`,
  );
  for (const [trouble, count] of sumTroubles(runs))
    console.log(`  ${trouble.padEnd(24)} ${String(count).padStart(8)}`);
}
