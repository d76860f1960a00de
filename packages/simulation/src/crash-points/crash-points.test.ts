import { describe, expect, it } from 'vitest';
import { useStage } from '../database/use-stage.ts';
import { playScenario, pointsOf } from './play-scenario.ts';
import { scenarios } from './scenarios.ts';

describe('a process killed at each boundary of its effects', () => {
  const stage = useStage();

  it.each(scenarios.map((scenario) => [scenario.name, scenario] as const))(
    '[GEN-8] [I8] [I9] leaves nothing that the next one does not bring to its end: %s',
    { timeout: 120_000 },
    async (_name, scenario) => {
      const points = pointsOf(await playScenario(stage.connections, scenario, null));
      expect(points.length).toBeGreaterThan(4);
      for (const point of points) await playScenario(stage.connections, scenario, point);
    },
  );
});
