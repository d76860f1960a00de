import { createStore, useStore } from '../store.ts';

/** Which track the keys are at. It stays while a track is looked at, so that the keys go on from there afterwards. */
const cursor = createStore<string | null>(null);

export function useIsAtCursor(id: string): boolean {
  return useStore(cursor, (at) => at === id);
}

export function useCursor(): string | null {
  return useStore(cursor, (at) => at);
}

export function readCursor(): string | null {
  return cursor.get();
}

export function moveCursor(id: string | null): void {
  cursor.set(id);
}
