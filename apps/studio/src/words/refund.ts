import { readLanguage, say } from '../i18n/index.ts';
import { creditCount } from './amounts.ts';

interface Charged {
  readonly creditsCharged: number;
  readonly creditsRefunded: number;
  readonly error: { readonly message: string } | null;
}

/** What became of the credits of something that failed; empty when its message says so itself. */
export function refundWords({ creditsCharged, creditsRefunded, error }: Charged): string {
  const isSaid =
    readLanguage() === 'en' && /\b(returned|refunded|came back|back)\b/i.test(error?.message ?? '');
  if (creditsRefunded > 0 && isSaid) return '';
  if (creditsRefunded > 0) {
    return say('words.refunded', { amount: creditCount(creditsRefunded), count: creditsRefunded });
  }
  if (creditsCharged <= 0) return say('words.nothingCharged');
  return say('words.spent', { amount: creditCount(creditsCharged), count: creditsCharged });
}
