import type { ConnectionState } from '@impresario/client';
import { createStore, type Store } from './store.ts';

export interface ConnectionStatus {
  /**
   * `live`: changes come by themselves. `polling`: they are asked for every 10 s. `connecting`: neither yet.
   * `closed`: nobody listens, or the server does not let this user.
   */
  readonly state: ConnectionState;
  /** Whether the last request was answered at all. */
  readonly isReachable: boolean;
}

export interface Connection extends Pick<Store<ConnectionStatus>, 'get' | 'subscribe'> {
  change(next: Partial<ConnectionStatus>): void;
}

export function createConnection(): Connection {
  const store = createStore<ConnectionStatus>({ state: 'closed', isReachable: true });
  return {
    get: store.get,
    subscribe: store.subscribe,
    change(next) {
      const old = store.get();
      const now = { ...old, ...next };
      if (now.state !== old.state || now.isReachable !== old.isReachable) store.set(now);
    },
  };
}
