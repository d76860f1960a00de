import type { ApiKey, ApiKeyScope, CreateApiKey, CreatedApiKey } from '@impresario/protocol';
import type { Caller } from '../ports.ts';

/** Who changes something, as the audit log keeps it. */
export interface Actor {
  readonly userId: string;
  /** The API key it came by; null for the person. */
  readonly keyId: string | null;
  readonly requestId: string;
}

export type KeyCreation =
  | { readonly kind: 'created'; readonly apiKey: CreatedApiKey }
  /** The user has `liveApiKeysMax` keys that are still good. */
  | { readonly kind: 'too-many' };

/** A key that is good now. */
export interface FoundApiKey {
  readonly id: string;
  readonly userId: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt: Date | null;
}

/** Keys that act for a user (SEC-1). */
export interface ApiKeyVerbs {
  createApiKey(caller: Caller, body: CreateApiKey, by: Actor): Promise<KeyCreation>;
  /** Those not revoked: the good ones first, each newest first. */
  listApiKeys(userId: string): Promise<ApiKey[]>;
  /** Takes effect at once on every node. false when the user has no such key. */
  revokeApiKey(userId: string, keyId: string, by: Actor): Promise<boolean>;
  /** null for one that is unknown, revoked or expired. */
  findApiKey(key: string): Promise<FoundApiKey | null>;
}
