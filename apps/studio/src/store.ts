import { useSyncExternalStore } from 'react';

/** One value that components watch from outside of the tree. */
export interface Store<Value> {
  get(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Renders again when what `select` picks changes; it must pick something that stays identical while unchanged. */
export function useStore<Value, Picked>(store: Store<Value>, select: (value: Value) => Picked): Picked {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
