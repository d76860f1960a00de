import { emptyEverything } from '@impresario/engine/testing';
import { bringToEnd } from '../bring-to-end.ts';
import { checkEnd } from '../checks/check-end.ts';
import type { Connections } from '../database/connections.ts';
import { createScriptedWeather } from '../weather.ts';
import { createWorld } from '../world.ts';
import { createCrashFates, type CrashFates, type CrashPoint } from './crash-fates.ts';
import { createScript, type Scenario } from './scenario.ts';

/** Plays a scenario, with a process killed at one point or at none, to its end; throws if a rule is broken. */
export async function playScenario(
  connections: Connections,
  scenario: Scenario,
  point: CrashPoint | null,
): Promise<CrashFates['done']> {
  await connections.monitor.query(emptyEverything);
  const fates = createCrashFates(point);
  const weather = createScriptedWeather(new Set(scenario.troubles), fates);
  const world = createWorld({ seed: 1, connections, weather });
  try {
    await world.house.join();
    await world.scheduler.quiet();
    await scenario.play(createScript(world));
    const done = [...fates.done];
    await bringToEnd(world);
    await checkEnd(world, new Date(world.timers.nowMs()));
    return done;
  } catch (error) {
    const where = point ? `killed ${point.when} operation ${point.at}` : 'with nobody killed';
    throw new Error(`“${scenario.name}”, ${where}:\n${world.history.text()}`, { cause: error });
  } finally {
    for (const node of world.house.standing()) await node.kill();
    await connections.reclaim();
  }
}

/** Every point at which a crash leaves the world outside in a state of its own: before all, and after each effect. */
export function pointsOf(done: CrashFates['done']): CrashPoint[] {
  const after = done.flatMap(({ hasEffect }, index) =>
    hasEffect ? [{ at: index + 1, when: 'after' as const }] : [],
  );
  return [{ at: 1, when: 'before' }, ...after];
}

/** Both sides of every operation, also where that is the same to the world. */
export function allPointsOf(done: CrashFates['done']): CrashPoint[] {
  return done.flatMap((_, index) => (['before', 'after'] as const).map((when) => ({ at: index + 1, when })));
}
