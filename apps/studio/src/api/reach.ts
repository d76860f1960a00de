import { createStore, useStore } from '../store.ts';

const reach = createStore({ isReachable: true, isLive: false });

/** Whether the last request was answered at all. */
export function setReachable(isReachable: boolean): void {
  if (reach.get().isReachable !== isReachable) reach.set({ ...reach.get(), isReachable });
}

/** Whether changes come by themselves over the event stream. */
export function setLive(isLive: boolean): void {
  if (reach.get().isLive !== isLive) reach.set({ ...reach.get(), isLive });
}

export function useReachable(): boolean {
  return useStore(reach, (state) => state.isReachable);
}

export function useReach(): { isReachable: boolean; isLive: boolean } {
  return useStore(reach, (state) => state);
}

export function readReach(): { isReachable: boolean; isLive: boolean } {
  return reach.get();
}
