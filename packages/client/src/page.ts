import type { Tabs } from './realtime/tabs.ts';

/** Calls back when the page is looked at again, comes back from the browser's cache, or the network does. */
export function onPageWake(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const whenSeen = () => {
    if (document.visibilityState === 'visible') listener();
  };
  document.addEventListener('visibilitychange', whenSeen);
  for (const name of ['online', 'pageshow']) addEventListener(name, listener);
  return () => {
    document.removeEventListener('visibilitychange', whenSeen);
    for (const name of ['online', 'pageshow']) removeEventListener(name, listener);
  };
}

/** What this page shares with others of its origin; null elsewhere than in a page, and in one that came by plain HTTP. */
export function systemTabs(): Tabs | null {
  if (typeof document === 'undefined' || typeof BroadcastChannel === 'undefined') return null;
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? { locks, openChannel: (name) => new BroadcastChannel(name) } : null;
}
