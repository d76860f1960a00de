import { credits } from './amounts.ts';

interface Charged {
  readonly creditsCharged: number;
  readonly creditsRefunded: number;
  readonly error: { readonly message: string } | null;
}

/** What became of the credits of something that failed; empty when its message says so itself. */
export function refundWords({ creditsCharged, creditsRefunded, error }: Charged): string {
  if (creditsRefunded > 0 && /\b(returned|refunded|came back|back)\b/i.test(error?.message ?? '')) return '';
  if (creditsRefunded > 0) return `${credits(creditsRefunded)} came back to you.`;
  return creditsCharged > 0
    ? `${credits(creditsCharged)} ${creditsCharged === 1 ? 'was' : 'were'} spent.`
    : 'Nothing was charged.';
}
