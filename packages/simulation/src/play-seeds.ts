import { openStage } from './database/open-stage.ts';
import { runSeed } from './seeds/run-seed.ts';

/** Which seeds a process plays, and for how long. */
export interface Play {
  /** A migrated database of its own. */
  readonly url: string;
  readonly from: number;
  /** From one seed to the next, where several processes share them. */
  readonly step: number;
  readonly count: number;
  readonly untilMs: number | null;
  /** Whether the first broken rule is the end. */
  readonly stopsAtFirst: boolean;
}

/** Plays seeds and prints each run as a line of JSON. */
export async function playSeeds(play: Play): Promise<void> {
  const stage = await openStage(play.url);
  try {
    for (let index = 0; index < play.count; index += 1) {
      if (play.untilMs !== null && Date.now() > play.untilMs) return;
      const run = await runSeed(stage.connections, play.from + index * play.step);
      process.stdout.write(`${JSON.stringify(run)}\n`);
      if (run.violation && play.stopsAtFirst) return;
    }
  } finally {
    await stage.close();
  }
}
