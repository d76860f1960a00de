import { createStore, useStore } from '../store.ts';

interface Selection {
  /** Whether the boxes to tick are shown, though nothing may be ticked yet. */
  readonly isOn: boolean;
  readonly ids: ReadonlySet<string>;
  /** The one ticked last: a range begins there. */
  readonly lastId: string | null;
}

const none: Selection = { isOn: false, ids: new Set(), lastId: null };
const selection = createStore<Selection>(none);

export function useSelection<Picked>(select: (selection: Selection) => Picked): Picked {
  return useStore(selection, select);
}

export function readSelection(): Selection {
  return selection.get();
}

export function beginSelection(): void {
  selection.set({ ...selection.get(), isOn: true });
}

export function clearSelection(): void {
  selection.set(none);
}

export function toggleSelected(id: string): void {
  const ids = new Set(selection.get().ids);
  if (!ids.delete(id)) ids.add(id);
  selection.set({ isOn: true, ids, lastId: id });
}

/** Ticks everything from the one ticked last to this one, in the order of the list. */
export function selectThrough(id: string, order: readonly string[]): void {
  const { ids, lastId } = selection.get();
  const from = lastId === null ? -1 : order.indexOf(lastId);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return toggleSelected(id);
  const stretch = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  selection.set({ isOn: true, ids: new Set([...ids, ...stretch]), lastId: id });
}

export function selectAll(order: readonly string[]): void {
  selection.set({ isOn: true, ids: new Set(order), lastId: order.at(-1) ?? null });
}
