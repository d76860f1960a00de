import type { Clock } from '@impresario/engine';

const WITHIN_MS = 5_000;
const BYTES_MAX = 256 * 1024;

export type FetchedJwks =
  | { readonly kind: 'fetched'; readonly set: unknown }
  /** `reason` is for the log; it repeats nothing of the address or of the answer. */
  | { readonly kind: 'failed'; readonly reason: string };

/** One GET of a JWK set: no redirects, at most 5 s and 256 KiB. */
export async function fetchJwks(url: string, clock: Clock): Promise<FetchedJwks> {
  const cut = new AbortController();
  const cancel = clock.schedule(() => cut.abort(), WITHIN_MS);
  try {
    const headers = { accept: 'application/jwk-set+json, application/json' };
    const reply = await fetch(url, { headers, redirect: 'manual', signal: cut.signal });
    if (reply.status !== 200) return failed(`it answered with ${reply.status}`);
    const text = await readText(reply);
    return text === null ? failed('it is too long') : { kind: 'fetched', set: JSON.parse(text) as unknown };
  } catch (error) {
    if (cut.signal.aborted) return failed(`it did not come within ${WITHIN_MS / 1000} s`);
    if (error instanceof SyntaxError) return failed('it is not JSON');
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
    return failed(typeof code === 'string' ? code : 'it cannot be reached');
  } finally {
    cancel();
    cut.abort();
  }
}

/** null when it is longer than allowed. */
async function readText(reply: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of reply.body ?? []) {
    byteCount += chunk.byteLength;
    if (byteCount > BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function failed(reason: string): FetchedJwks {
  return { kind: 'failed', reason };
}
