import { admitTrack } from './admission/admit.ts';
import { readFile } from './assets/read-file.ts';
import type { Core } from './core.ts';
import { listTransactions, readCredits } from './credits/read.ts';
import type { Engine } from './engine.ts';
import { listProviders } from './providers/list.ts';
import { createProviderSet } from './providers/provider-set.ts';
import { cancelTrack } from './tracks/cancel.ts';
import { listTracks, readTrack } from './tracks/read.ts';
import { removeTrack } from './tracks/remove.ts';
import { retryTrack } from './tracks/retry.ts';
import { waitForTrack } from './tracks/wait.ts';
import { keepHouse } from './worker/housekeeping.ts';
import { createWorker } from './worker/worker.ts';
import type { MusicProvider } from '@impresario/provider';

export type EngineOptions = Omit<Core, 'providers' | 'nudge' | 'interrupt'> & {
  readonly providers: readonly MusicProvider[];
};

/** The durable core over its database, store and providers; takes nothing due until `start`. */
export function createEngine(options: EngineOptions): Engine {
  const listeners = new Set<() => void>();
  const core: Core = {
    ...options,
    providers: createProviderSet(options.providers, options.settings.defaultProvider),
    nudge() {
      worker.nudge();
      for (const listener of listeners) listener();
    },
    interrupt: (trackId) => worker.interrupt(trackId),
  };
  const worker = createWorker(core);
  let stopHousekeeping = () => {};

  function onEvents(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  return {
    admit: (submission) => admitTrack(core, submission),
    readTrack: (userId, trackId) => readTrack(core, userId, trackId),
    listTracks: (userId, query) => listTracks(core, userId, query),
    cancelTrack: (userId, trackId) => cancelTrack(core, userId, trackId),
    retryTrack: (submission, trackId, edits) => retryTrack(core, submission, trackId, edits),
    removeTrack: (userId, trackId) => removeTrack(core, userId, trackId),
    readCredits: (caller) => readCredits(core, caller),
    listTransactions: (caller, limit, cursor) => listTransactions(core, caller, limit, cursor),
    listProviders: () => listProviders(core),
    readFile: (key) => readFile(core, key),
    waitForTrack: (userId, trackId, signal) => waitForTrack(core, onEvents, { userId, trackId, signal }),
    onEvents,
    async start() {
      worker.start();
      stopHousekeeping = keepHouse(core);
    },
    async stop() {
      stopHousekeeping();
      await worker.stop();
    },
  };
}
