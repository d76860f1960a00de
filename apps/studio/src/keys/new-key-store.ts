import type { CreatedApiKey } from '@impresario/protocol';
import { createStore, useStore } from '../store.ts';

/**
 * The key that was made last, until its owner says that they have it. In memory alone: going to another page or another
 * language loses it no more than pressing Escape does; only a reload would, and asks first.
 */
const newKey = createStore<CreatedApiKey | null>(null);

export function useNewKey(): CreatedApiKey | null {
  return useStore(newKey, (key) => key);
}

export function showNewKey(key: CreatedApiKey): void {
  newKey.set(key);
  window.addEventListener('beforeunload', askBeforeLeaving);
}

export function forgetNewKey(): void {
  newKey.set(null);
  window.removeEventListener('beforeunload', askBeforeLeaving);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
