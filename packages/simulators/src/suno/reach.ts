import type { Stage } from '../shared/stage.ts';

const waitMs = 5000;

/**
 * Whether the service could fetch this address. Only this machine is asked: addresses of others are taken on
 * trust, so that the simulator never reaches out.
 */
export async function isReachable(stage: Stage, address: string): Promise<boolean> {
  return (await fetchOwn(stage, address)) !== null;
}

/** The bytes at an address of this machine; an empty array for any other; null when nothing is there. */
export async function fetchOwn(stage: Stage, address: string): Promise<Uint8Array | null> {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  if (url.origin === stage.origin() && url.pathname.startsWith('/files/')) {
    const file = stage.files.get(decodeURIComponent(url.pathname.slice('/files/'.length)));
    return file ? file.make() : null;
  }
  if (!/^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) return new Uint8Array();
  const late = new AbortController();
  const cancel = stage.world.after(waitMs, () => late.abort());
  try {
    const answer = await fetch(url, { signal: late.signal });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  } finally {
    cancel();
  }
}
