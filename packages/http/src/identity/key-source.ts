import { createSecretKey } from 'node:crypto';
import type { Clock, Log } from '@impresario/engine';
import type { CryptoKey, KeyObject, ProtectedHeaderParameters } from 'jose';
import type { JwtIdentity } from '../http-options.ts';
import { createJwksSource } from './key-source-jwks.ts';

export type SigningKey =
  | { readonly kind: 'key'; readonly key: CryptoKey | KeyObject }
  /** No key that we know signs tokens of this header. */
  | { readonly kind: 'unknown' }
  /** The keys cannot be had at the moment, so nothing can be said of any token. */
  | { readonly kind: 'unavailable' };

/** The keys that tokens may be signed with. */
export interface KeySource {
  /** Taken from here and never from a token, else a public key could pass for a secret (RFC 8725). */
  readonly algorithms: readonly string[];
  keyFor(header: ProtectedHeaderParameters): Promise<SigningKey>;
}

export interface KeySourceWorld {
  readonly clock: Clock;
  readonly log: Log;
}

/** Of the one shared secret, or of the set that an identity provider publishes. */
export function createKeySource(keys: JwtIdentity['keys'], world: KeySourceWorld): KeySource {
  if (keys.kind === 'jwks') return createJwksSource(keys.url, world);
  const key: SigningKey = { kind: 'key', key: createSecretKey(Buffer.from(keys.secret)) };
  return { algorithms: ['HS256'], keyFor: async () => key };
}
