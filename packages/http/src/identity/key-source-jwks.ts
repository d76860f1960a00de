import type { ProtectedHeaderParameters } from 'jose';
import { createExpiringMap } from './expiring-map.ts';
import { fetchJwks } from './fetch-jwks.ts';
import type { KeySource, KeySourceWorld, SigningKey } from './key-source.ts';
import { PUBLISHED_ALGORITHMS, readPublishedKeys, type PublishedKey } from './published-keys.ts';

const FRESH_MS = 10 * 60_000;
/** Between two fetches lie at least so many; nobody can make us ask more often. */
const COOLDOWN_MS = 30_000;
/** So long a `kid` that was looked for in vain is not looked for again. */
const UNKNOWN_MS = 60_000;
const UNKNOWN_MAX = 1_000;
const KID_LENGTH_MAX = 256;

/**
 * Keys published at an address. They are fetched once in ten minutes, and for a `kid` not seen before, by one request at a
 * time. While the address cannot be reached those known are used on. (jose's own remote set refuses every token then, and
 * runs on the real clock.)
 */
export function createJwksSource(url: string, { clock, log }: KeySourceWorld): KeySource {
  const { host } = new URL(url);
  const lookedForInVain = createExpiringMap<true>(clock, UNKNOWN_MAX);
  let keys: readonly PublishedKey[] | null = null;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let pending: Promise<boolean> | null = null;

  const since = (at: number) => clock.now().getTime() - at;
  const mayFetch = () => pending !== null || since(triedAt) >= COOLDOWN_MS;
  const refresh = () => (pending ??= fetchKeys().finally(() => (pending = null)));

  /** Whether there are keys of now. */
  async function fetchKeys(): Promise<boolean> {
    triedAt = clock.now().getTime();
    const fetched = await fetchJwks(url, clock);
    const read = fetched.kind === 'fetched' ? await readPublishedKeys(fetched.set) : null;
    if (read === null) {
      const reason = fetched.kind === 'failed' ? fetched.reason : 'it is no JWK set';
      log.warn(
        { host, reason, keyCount: keys?.length ?? 0 },
        'JWKS_URL gave no keys; those known are used on',
      );
      return false;
    }
    if (read.length === 0) log.warn({ host }, 'JWKS_URL has no key of an algorithm that is taken');
    keys = read;
    fetchedAt = clock.now().getTime();
    return true;
  }

  /** Waits only where nothing recent is known: through an outage nobody waits for what will not come. */
  async function freshen(): Promise<void> {
    if (since(fetchedAt) < FRESH_MS || !mayFetch()) return;
    const isFirstInLong = since(triedAt) >= FRESH_MS;
    const refreshing = refresh();
    if (keys === null || isFirstInLong) await refreshing;
  }

  /** For a key that is newer than our last look. */
  async function lookFor({ alg, kid }: ProtectedHeaderParameters): Promise<void> {
    const name = `${alg} ${kid ?? ''}`;
    if (lookedForInVain.get(name) || !mayFetch()) return;
    const isRead = await refresh();
    if (isRead) lookedForInVain.set(name, true, clock.now().getTime() + UNKNOWN_MS);
  }

  return {
    algorithms: PUBLISHED_ALGORITHMS,
    async keyFor(header): Promise<SigningKey> {
      if (!isPossible(header.kid)) return { kind: 'unknown' };
      await freshen();
      const known = choose(keys, header);
      if (known) return known;
      await lookFor(header);
      return choose(keys, header) ?? { kind: keys === null ? 'unavailable' : 'unknown' };
    },
  };
}

/** The type of jose is only a wish: a token's header says what its sender likes. */
function isPossible(kid: unknown): boolean {
  return kid === undefined || (typeof kid === 'string' && kid.length <= KID_LENGTH_MAX);
}

/** The one key of this algorithm and this `kid`; null also when several would fit. */
function choose(
  keys: readonly PublishedKey[] | null,
  { alg, kid }: ProtectedHeaderParameters,
): SigningKey | null {
  const fitting = keys?.filter((key) => key.alg === alg && (kid === undefined || key.kid === kid)) ?? [];
  return fitting.length === 1 ? { kind: 'key', key: fitting[0]!.key } : null;
}
