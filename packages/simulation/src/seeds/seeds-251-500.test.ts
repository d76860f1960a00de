import { describe, it } from 'vitest';
import { useStage } from '../database/use-stage.ts';
import { expectRulesKept } from './expect-rules-kept.ts';

describe('the whole house under every fault at once', () => {
  const stage = useStage();

  it(
    '[I1] … [I17] keeps every rule, and brings everything to its end once the faults stop (seeds 251 to 500)',
    { timeout: 300_000 },
    () => expectRulesKept(stage, 251, 250),
  );
});
