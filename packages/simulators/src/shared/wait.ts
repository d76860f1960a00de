import type { Stage } from './stage.ts';

/** Resolves after so many milliseconds of this simulator's clock; never, when the stage is reset meanwhile. */
export function wait(stage: Stage, milliseconds: number): Promise<void> {
  return new Promise((resolve) => stage.later(milliseconds, resolve));
}
