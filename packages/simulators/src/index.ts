export type { Fault, FaultName, Match, Rule, Station } from './shared/faults.ts';
export type { CallbackRecord } from './shared/task-book.ts';
export type { Counts, RequestRecord, SimulatorState, TaskState } from './shared/stage.ts';
export {
  dialects,
  regions,
  simulatorKinds,
  speeds,
  type Control,
  type Dialect,
  type Region,
  type Simulator,
  type SimulatorKind,
  type SimulatorOptions,
  type Speed,
} from './shared/simulator.ts';
export { createManualWorld, type ManualWorld } from './manual-world.ts';
export type { World } from './world.ts';
export { startSimulator } from './start-simulator.ts';
