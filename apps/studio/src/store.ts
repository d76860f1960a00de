import { useSyncExternalStore } from 'react';
import type { Store } from '@impresario/react';

export { createStore, type Store } from '@impresario/react';

/** Renders again when what `select` picks changes; it must pick something that stays identical while unchanged. */
export function useStore<Value, Picked>(store: Store<Value>, select: (value: Value) => Picked): Picked {
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}
