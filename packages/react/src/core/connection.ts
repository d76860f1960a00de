import { createStore, type Store } from './store.ts';

export interface ConnectionState {
  /**
   * `live`: changes come by themselves. `polling`: they are asked for. `connecting`: neither yet. `closed`: nobody
   * is there who would want them.
   */
  readonly state: 'connecting' | 'live' | 'polling' | 'closed';
  /** Whether the last request was answered at all. */
  readonly isReachable: boolean;
}

export interface Connection extends Pick<Store<ConnectionState>, 'get' | 'subscribe'> {
  change(next: Partial<ConnectionState>): void;
}

export function createConnection(): Connection {
  const store = createStore<ConnectionState>({ state: 'closed', isReachable: true });
  return {
    get: store.get,
    subscribe: store.subscribe,
    change(next) {
      const now = { ...store.get(), ...next };
      if (now.state !== store.get().state || now.isReachable !== store.get().isReachable) store.set(now);
    },
  };
}
