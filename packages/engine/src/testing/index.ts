/** The whole engine under a clock that a test moves, for campaigns in other rooms. */
export { newcomer } from './callers.ts';
export { emptyEverything } from './empty-everything.ts';
export { createTestDice } from './test-dice.ts';
export { alice, eventually, openTestEngine, testSettings } from './test-engine.ts';
export type { TestEngine, TestEngineOptions, TestNode } from './test-engine.ts';
