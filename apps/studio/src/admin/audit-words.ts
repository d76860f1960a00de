import type { AuditEntry } from '@impresario/protocol';
import { signedAmount } from '../credits/signed-amount.ts';
import { hasMessage, readLocale, say } from '../i18n/index.ts';

/** One thing that a change touched: what it was, where that is known, and what it is. */
export interface Change {
  readonly name: string;
  readonly from: string | null;
  /** null: it is gone. */
  readonly to: string | null;
}

type Details = AuditEntry['details'];

/** What a change touched, as a person reads it. Details that are newer than this page are passed over. */
export function changesOf({ action, details }: AuditEntry): Change[] {
  switch (action) {
    case 'credits.move':
      return [{ name: say('admin.change.amount'), from: null, to: amountOf(details) }];
    case 'plan.change':
      return [{ name: say('admin.change.plan'), from: planOf(details['from']), to: planOf(details['to']) }];
    case 'key.create':
      return [
        { name: say('admin.change.key'), from: null, to: keyOf(details) },
        { name: say('admin.change.scopes'), from: null, to: scopesOf(details['scopes']) },
        { name: say('admin.change.expires'), from: null, to: expiryOf(details['expiresAt']) },
      ];
    case 'key.revoke':
      return [{ name: say('admin.change.key'), from: keyOf(details), to: null }];
  }
}

/** Why, where that was said. */
export function reasonOf({ details }: AuditEntry): string {
  return wordOf(details['reason']);
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function amountOf({ amount }: Details): string {
  return typeof amount === 'number' ? signedAmount(amount) : '';
}

function planOf(value: unknown): string {
  const key = `credits.plan.${wordOf(value)}`;
  return hasMessage(key) ? say(key) : wordOf(value);
}

function keyOf({ name, prefix }: Details): string {
  return [wordOf(name), wordOf(prefix) && `${wordOf(prefix)}…`].filter(Boolean).join(' ');
}

function scopesOf(value: unknown): string {
  const scopes = Array.isArray(value) ? value : [];
  const names = scopes.map((scope) => {
    const key = `keys.scope.${wordOf(scope)}`;
    return hasMessage(key) ? say(key) : wordOf(scope);
  });
  return names.join(', ');
}

function expiryOf(value: unknown): string {
  if (typeof value !== 'string') return say('admin.change.never');
  return new Date(value).toLocaleDateString(readLocale(), { dateStyle: 'medium' });
}
