import type { Control, SimulatorKind } from './simulator.ts';
import { describeTask, type Stage } from './stage.ts';

export interface BrownOut {
  how: '503' | 'reset' | null;
}

export function createControl(kind: SimulatorKind, stage: Stage, brownOut: BrownOut): Control {
  let cancelEnd = () => {};
  const up = () => {
    cancelEnd();
    brownOut.how = null;
  };
  return {
    state: () => ({
      kind,
      now: new Date(stage.world.now()).toISOString(),
      counts: { ...stage.counts },
      creditsLeft: stage.creditsLeft,
      down: brownOut.how !== null,
      tasks: [...stage.tasks.values()].map(describeTask),
      requests: [...stage.requests],
      rules: stage.script.rules(),
    }),
    reset() {
      up();
      stage.reset();
    },
    mend() {
      up();
      stage.script.clear();
    },
    script: (rule) => stage.script.add(rule),
    credits(amount) {
      stage.creditsLeft = amount;
    },
    down({ ms, how } = {}) {
      up();
      brownOut.how = how ?? '503';
      if (ms !== undefined) cancelEnd = stage.world.after(ms, up);
    },
    up,
    resend: (taskId) => stage.callbacks.resend(taskId),
  };
}
