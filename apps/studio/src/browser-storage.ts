import { createStore } from './store.ts';

/** Whether something could not be kept, because the browser denies storage or has no room left. */
export const isForgetting = createStore(false);

/** What was kept under `name` on an earlier visit; null when nothing, or when the browser denies storage. */
export function readKept<Value>(name: string): Value | null {
  try {
    const text = localStorage.getItem(`impresario.${name}`);
    return text === null ? null : (JSON.parse(text) as Value);
  } catch {
    return null;
  }
}

/** Keeps a value for the next visit, where the browser allows it; the page works the same, it only forgets. */
export function keep(name: string, value: unknown): void {
  if (!tryToKeep(name, value)) isForgetting.set(true);
}

/** As `keep`, for whoever says by themselves that the browser did not allow it: false then. */
export function tryToKeep(name: string, value: unknown): boolean {
  try {
    localStorage.setItem(`impresario.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
