import { openStage } from '../database/open-stage.ts';
import { allPointsOf, playScenario } from '../crash-points/play-scenario.ts';
import { scenarios } from '../crash-points/scenarios.ts';
import type { OwnServer } from '../database/own-server.ts';

/** Kills a process on both sides of every operation of every scenario; throws at the first that leaves something. */
export async function soakCrashPoints(server: OwnServer): Promise<void> {
  const stage = await openStage(await server.newDatabase());
  let total = 0;
  for (const scenario of scenarios) {
    const points = allPointsOf(await playScenario(stage.connections, scenario, null));
    for (const point of points) await playScenario(stage.connections, scenario, point);
    total += points.length;
    console.log(`${String(points.length).padStart(6)} points  ${scenario.name}`);
  }
  console.log(`${String(total).padStart(6)} points in all, nothing left behind`);
  await stage.close();
}
