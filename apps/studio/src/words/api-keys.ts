import type { ApiKey, ApiKeyScope } from '@impresario/protocol';
import { explain, isUnreachable } from '../api/engine.ts';
import { timeAgo } from './time.ts';

export const scopeNames: Record<ApiKeyScope, string> = {
  read: 'Read only',
  write: 'Write',
  admin: 'Admin',
};

export const scopeWords: Record<ApiKeyScope, string> = {
  read: 'Sees and hears all that is yours, and changes nothing.',
  write: 'Sees all that is yours, makes music from your credits, changes and deletes.',
  admin: 'Does all that you can, and sees what only administrators see of everybody.',
};

/** The most that a key may do: each scope includes those before it. */
export function widestScope({ scopes }: Pick<ApiKey, 'scopes'>): ApiKeyScope {
  return scopes.includes('admin') ? 'admin' : scopes.includes('write') ? 'write' : 'read';
}

/** `made yesterday, last used 5 minutes ago`. */
export function keyHistory({ createdAt, lastUsedAt }: ApiKey, now: number): string {
  const use = lastUsedAt === null ? 'never used' : `last used ${timeAgo(lastUsedAt, now)}`;
  return `Made ${timeAgo(createdAt, now)}, ${use}`;
}

export function keyExpiry(expiresAt: string | null, now: number): { text: string; isOver: boolean } {
  if (expiresAt === null) return { text: 'never expires', isOver: false };
  const isOver = Date.parse(expiresAt) <= now;
  return { text: `${isOver ? 'expired' : 'expires'} ${dayOf(Date.parse(expiresAt))}`, isOver };
}

export function dayOf(time: number): string {
  return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
}

/** Why no key came. Asking again makes another one, so after a lost reply the list is looked at first. */
export function makingFailure(error: Error): string {
  if (!isUnreachable(error)) return explain(error);
  return 'The engine did not answer. If the key was made all the same, it stands in the list: revoke it there.';
}
