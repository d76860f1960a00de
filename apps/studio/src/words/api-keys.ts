import type { ApiKey, ApiKeyScope } from '@impresario/protocol';
import { explain, isUnreachable } from '../api/engine.ts';
import { readLocale, say } from '../i18n/index.ts';
import { timeAgo } from './time.ts';

export function scopeName(scope: ApiKeyScope): string {
  return say(`keys.scope.${scope}`);
}

export function scopeWords(scope: ApiKeyScope): string {
  return say(`keys.scope.${scope}.words`);
}

/** The most that a key may do: each scope includes those before it. */
export function widestScope({ scopes }: Pick<ApiKey, 'scopes'>): ApiKeyScope {
  return scopes.includes('admin') ? 'admin' : scopes.includes('write') ? 'write' : 'read';
}

/** `made yesterday, last used 5 minutes ago`. */
export function keyHistory({ createdAt, lastUsedAt }: ApiKey, now: number): string {
  const made = timeAgo(createdAt, now);
  if (lastUsedAt === null) return say('keys.history.unused', { made });
  return say('keys.history.used', { made, used: timeAgo(lastUsedAt, now) });
}

export function keyExpiry(expiresAt: string | null, now: number): { text: string; isOver: boolean } {
  if (expiresAt === null) return { text: say('keys.end.never'), isOver: false };
  const isOver = Date.parse(expiresAt) <= now;
  const day = dayOf(Date.parse(expiresAt));
  return { text: say(isOver ? 'keys.end.over' : 'keys.end.ahead', { day }), isOver };
}

export function dayOf(time: number): string {
  return new Date(time).toLocaleDateString(readLocale(), { dateStyle: 'medium' });
}

/** Why no key came. Asking again makes another one, so after a lost reply the list is looked at first. */
export function makingFailure(error: Error): string {
  if (!isUnreachable(error)) return explain(error);
  return say('keys.unanswered');
}
