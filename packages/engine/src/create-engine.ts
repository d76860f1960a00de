import type { RateLimiter } from '@impresario/limits';
import type { Account, MusicProvider } from '@impresario/provider';
import { administrationVerbs } from './administration/administration-verbs.ts';
import { createAdmissions } from './admission/admissions.ts';
import { createCounter } from './admission/counter.ts';
import { readFile } from './assets/read-file.ts';
import { createCallbackWorker } from './callbacks/callback-worker.ts';
import { createInbox } from './callbacks/inbox.ts';
import { receiveCallback } from './callbacks/receive.ts';
import type { Core } from './core.ts';
import { listTransactions } from './credits/list-transactions.ts';
import { openStatement } from './credits/open-statement.ts';
import { readCredits } from './credits/read-credits.ts';
import type { Engine } from './engine.ts';
import { apiKeyVerbs } from './identity/api-key-verbs.ts';
import { streamTicketVerbs } from './identity/stream-tickets.ts';
import { operate } from './operations/operate.ts';
import { listPersonas } from './operations/personas.ts';
import { readOperation, waitForOperation } from './operations/read.ts';
import { operatorVerbs } from './overview/operator-verbs.ts';
import { listProviders } from './providers/list.ts';
import { createProviderSet } from './providers/provider-set.ts';
import { createRecordBook } from './providers/record-book.ts';
import { watchAccounts } from './providers/watch-accounts.ts';
import { trackVerbs } from './tracks/track-verbs.ts';
import { createWaitingRoom } from './tracks/waiting-room.ts';
import { saveUpload } from './uploads/save-upload.ts';
import { keepHouse } from './worker/housekeeping.ts';
import { createWorker } from './worker/worker.ts';

type Made =
  | 'providers'
  | 'admissions'
  | 'counter'
  | 'records'
  | 'waitingRoom'
  | 'inbox'
  | 'concurrencyMax'
  | 'noteAccount'
  | 'nudge'
  | 'nudgeCallbacks'
  | 'interrupt';

export type EngineOptions = Omit<Core, Made> & {
  readonly providers: readonly MusicProvider[];
  /** Counts requests over all processes; PostgreSQL does when there is none (LIM-1). */
  readonly limiter?: RateLimiter | undefined;
};

/** The durable core over its database, store and providers; takes nothing due until `start`. */
export function createEngine(options: EngineOptions): Engine {
  const ofEvents = openBell();
  const ofWork = openBell();
  const waitingRoom = createWaitingRoom(options);
  const providers = createProviderSet(options.providers, options.settings.defaultProvider);
  const accounts = new Map<string, Account>();
  const core: Core = {
    ...options,
    providers,
    admissions: createAdmissions(options.db),
    counter: createCounter(options.limiter),
    records: createRecordBook(options),
    waitingRoom,
    inbox: createInbox(options.db),
    concurrencyMax: (id) =>
      accounts.get(id)?.concurrencyMax ?? providers.get(id)?.capabilities.concurrencyMax ?? null,
    noteAccount: (id, account) => accounts.set(id, account),
    nudge() {
      worker.nudge();
      waitingRoom.nudge();
      ofEvents.ring();
      ofWork.ring();
    },
    nudgeCallbacks(provider) {
      callbacks.nudge(provider);
      ofWork.ring();
    },
    interrupt: (trackId) => worker.interrupt(trackId),
  };
  const worker = createWorker(core);
  const callbacks = createCallbackWorker(core);
  const stopWatching: (() => void)[] = [];

  return {
    ...trackVerbs(core),
    readCredits: (caller) => readCredits(core, caller),
    listTransactions: (caller, limit, cursor, type = null) =>
      listTransactions(core, caller, { limit, cursor, type }),
    openStatement: (caller, period) => openStatement(core, caller, period),
    listProviders: () => listProviders(core),
    readFile: (key) => readFile(core, key),
    operate: (submission) => operate(core, submission),
    readOperation: (userId, operationId) => readOperation(core, userId, operationId),
    waitForOperation: (userId, operationId, signal) => waitForOperation(core, userId, operationId, signal),
    listPersonas: (userId) => listPersonas(core, userId),
    receiveCallback: (callback) => receiveCallback(core, callback),
    saveUpload: (caller, body) => saveUpload(core, caller, body),
    ...operatorVerbs(core),
    ...apiKeyVerbs(core),
    ...streamTicketVerbs(core),
    ...administrationVerbs(core),
    onEvents: ofEvents.onRing,
    onWork: ofWork.onRing,
    hear(topic) {
      if (topic === 'events') return waitingRoom.nudge();
      worker.nudge();
      callbacks.nudge();
    },
    async start() {
      worker.start();
      callbacks.start();
      stopWatching.push(keepHouse(core), watchAccounts(core));
    },
    async stop() {
      for (const stop of stopWatching.splice(0)) stop();
      await callbacks.stop();
      await worker.stop();
    },
  };
}

/** Tells whoever listens that something happened. */
function openBell() {
  const listeners = new Set<() => void>();
  return {
    ring() {
      for (const listener of listeners) listener();
    },
    onRing(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
