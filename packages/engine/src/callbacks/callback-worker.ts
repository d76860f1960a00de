import type { Core } from '../core.ts';
import { minuteIsFullUntil, workOffCallbacks } from './work-off.ts';

export interface CallbackWorker {
  start(): void;
  /** Looks soon: one of this provider was stored, or a task became known. */
  nudge(provider?: string): void;
  stop(): Promise<void>;
}

/** Works off callbacks one after the other, when nudged and now and then for those of other processes. */
export function createCallbackWorker(core: Core): CallbackWorker {
  let isRunning = false;
  let working: Promise<void> | null = null;
  let again = false;
  let cancelLook = () => {};
  const nudgedBy = new Set<string>();
  /** Providers of which no more may be worked on yet, with when that ends: their posts need no look each. */
  const fullUntil = new Map<string, Date>();

  function nudge(provider?: string): void {
    if (!isRunning) return;
    if (provider !== undefined) {
      if (core.clock.now() < (fullUntil.get(provider) ?? 0)) return;
      nudgedBy.add(provider);
    }
    again = true;
    working ??= work().finally(() => {
      working = null;
      if (again) nudge();
      else if (isRunning) cancelLook = core.clock.schedule(() => nudge(), core.settings.lookEveryMs);
    });
  }

  async function work(): Promise<void> {
    cancelLook();
    while (again && isRunning) {
      again = false;
      try {
        if ((await workOffCallbacks(core)) === 0) await noteFullMinutes();
      } catch (error) {
        core.log.warn({ err: error }, 'callbacks could not be worked off');
      }
    }
  }

  async function noteFullMinutes(): Promise<void> {
    for (const provider of nudgedBy) {
      const until = await minuteIsFullUntil(core, provider);
      if (until) fullUntil.set(provider, until);
      nudgedBy.delete(provider);
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
