import type { Core } from '../core.ts';
import { workOffCallbacks } from './work-off.ts';

export interface CallbackWorker {
  start(): void;
  /** Looks soon: one was stored, or a task became known. */
  nudge(): void;
  stop(): Promise<void>;
}

/** Works off callbacks one after the other, when nudged and now and then for those of other processes. */
export function createCallbackWorker(core: Core): CallbackWorker {
  let isRunning = false;
  let working: Promise<void> | null = null;
  let again = false;
  let cancelLook = () => {};

  function nudge(): void {
    if (!isRunning) return;
    again = true;
    working ??= work().finally(() => {
      working = null;
      if (again) nudge();
      else if (isRunning) cancelLook = core.clock.schedule(nudge, core.settings.lookEveryMs);
    });
  }

  async function work(): Promise<void> {
    cancelLook();
    while (again && isRunning) {
      again = false;
      try {
        await workOffCallbacks(core);
      } catch (error) {
        core.log.warn({ err: error }, 'callbacks could not be worked off');
      }
    }
  }

  return {
    start() {
      isRunning = true;
      nudge();
    },
    nudge,
    async stop() {
      isRunning = false;
      cancelLook();
      await working;
    },
  };
}
