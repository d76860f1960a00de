/** The one name that the page's policy lets make an address of a script (packages/http/src/studio/studio-policy.ts). */
const policyName = 'studio-worker';
const address = '/sw.js';

interface ScriptUrlPolicies {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(url: string): unknown };
}

/**
 * Has the studio's files kept on this device, once everything else is done. Where the browser does not do that, as on a
 * plain http: address of another machine, they are at least fetched ahead, so that a page opens when the server is gone.
 */
export function keepFiles(): void {
  window.addEventListener('load', () => {
    // A browser without it has time soon enough.
    const soon = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 1_000));
    soon(() => void register().catch(fetchAhead));
  });
}

async function register(): Promise<void> {
  if (!('serviceWorker' in navigator)) return fetchAhead();
  const { trustedTypes } = window as { trustedTypes?: ScriptUrlPolicies };
  const policy = trustedTypes?.createPolicy(policyName, { createScriptURL: () => address });
  await navigator.serviceWorker.register((policy?.createScriptURL(address) as string | undefined) ?? address);
}

/** The files of the other pages, into the browser's own cache, where they stay for as long as it likes. */
async function fetchAhead(): Promise<void> {
  const pages = document.querySelector<HTMLElement>('script[data-pages]')?.dataset['pages'] ?? '[]';
  const files = (JSON.parse(pages) as [path: string, files: string[]][]).flatMap(([, names]) => names);
  for (const file of new Set(files)) await fetch(file, { priority: 'low' }).catch(() => undefined);
}
