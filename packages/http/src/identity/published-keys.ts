import { importJWK, type CryptoKey, type JWK } from 'jose';

/** One key for one algorithm: what it says of itself, else the usual one of its kind. */
export interface PublishedKey {
  readonly kid: string | null;
  readonly alg: string;
  readonly key: CryptoKey;
}

export const PUBLISHED_ALGORITHMS = ['RS256', 'ES256', 'EdDSA', 'PS256'] as const;

const KEYS_MAX = 100;
const RSA_BITS_MIN = 2048;

/**
 * The keys of a JWK set (RFC 7517) that tokens may be signed with: public, for signing, and of an algorithm we take. The
 * others are left out, and a broken one spoils nobody else's. null when it is no such set at all.
 */
export async function readPublishedKeys(set: unknown): Promise<PublishedKey[] | null> {
  const listed = (set as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(listed)) return null;
  const read = await Promise.all(listed.slice(0, KEYS_MAX).map((jwk: unknown) => readKey(jwk)));
  return read.filter((key) => key !== null);
}

async function readKey(jwk: unknown): Promise<PublishedKey | null> {
  if (typeof jwk !== 'object' || jwk === null) return null;
  const { kty, crv, n, e, x, y, ...said } = jwk as JWK;
  const alg = algorithmOf({ ...said, kty, crv });
  if (alg === null || !isForVerifying(said)) return null;
  // Only the public members go on. What publishes its private half is nobody's proof any more.
  if (said.d !== undefined || said.k !== undefined) return null;
  try {
    const key = (await importJWK({ kty, crv, n, e, x, y }, alg)) as CryptoKey;
    const { modulusLength = RSA_BITS_MIN } = key.algorithm as { modulusLength?: number };
    if (modulusLength < RSA_BITS_MIN) return null;
    return { kid: typeof said.kid === 'string' ? said.kid : null, alg, key };
  } catch {
    return null;
  }
}

function isForVerifying({ use, key_ops: operations }: JWK): boolean {
  const mayVerify = operations === undefined || (Array.isArray(operations) && operations.includes('verify'));
  return mayVerify && (use === undefined || use === 'sig');
}

/** null for secrets (`oct`), for other curves, and where `alg` contradicts the kind of key. */
function algorithmOf({ kty, crv, alg }: JWK): string | null {
  const fitting =
    kty === 'RSA'
      ? ['RS256', 'PS256']
      : kty === 'EC' && crv === 'P-256'
        ? ['ES256']
        : kty === 'OKP' && crv === 'Ed25519'
          ? ['EdDSA']
          : [];
  // RFC 9864 gives EdDSA over this curve a name of its own; tokens still say EdDSA.
  const named = alg === 'Ed25519' ? 'EdDSA' : alg;
  return named === undefined ? (fitting[0] ?? null) : (fitting.find((each) => each === named) ?? null);
}
