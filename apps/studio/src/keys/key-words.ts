import type { ApiKey, ApiKeyScope } from '@impresario/protocol';
import { explain, isUnreachable } from '../api/engine.ts';
import { readLocale, say } from '../i18n/index.ts';
import { timeAgo } from '../words/time.ts';

/** The most that a key may do: each scope includes those before it. */
export function widestScope({ scopes }: Pick<ApiKey, 'scopes'>): ApiKeyScope {
  return scopes.includes('admin') ? 'admin' : scopes.includes('write') ? 'write' : 'read';
}

/** `Made yesterday, last used 5 minutes ago`. */
export function keyHistory({ createdAt, lastUsedAt }: ApiKey, now: number): string {
  const made = timeAgo(createdAt, now);
  if (lastUsedAt === null) return say('keys.history.unused', { made });
  return say('keys.history.used', { made, used: timeAgo(lastUsedAt, now) });
}

export function keyExpiry(expiresAt: string | null, now: number): { text: string; isOver: boolean } {
  if (expiresAt === null) return { text: say('keys.expiry.never'), isOver: false };
  const isOver = Date.parse(expiresAt) <= now;
  const day = dayOf(Date.parse(expiresAt));
  return { text: say(isOver ? 'keys.expiry.over' : 'keys.expiry.on', { day }), isOver };
}

export function dayOf(time: number): string {
  return new Date(time).toLocaleDateString(readLocale(), { dateStyle: 'medium' });
}

/** Why no key came. Asking again makes another one, so after a lost reply the list is looked at first. */
export function makingFailure(error: Error): string {
  return isUnreachable(error) ? say('keys.form.unanswered') : explain(error);
}
