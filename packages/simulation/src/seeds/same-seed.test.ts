import { describe, expect, it } from 'vitest';
import { useStage } from '../database/use-stage.ts';
import { runSeed } from './run-seed.ts';

describe('a seed', () => {
  const stage = useStage();

  it.each([2, 4, 9])('gives the same history each time it is played, to the step (seed %i)', async (seed) => {
    const first = await runSeed(stage.connections, seed);
    const between = await runSeed(stage.connections, seed + 1_000);
    const second = await runSeed(stage.connections, seed);
    expect(second).toEqual(first);
    expect(second.stepCount).toBeGreaterThan(100);
    expect(between.hash).not.toBe(first.hash);
  });
});
