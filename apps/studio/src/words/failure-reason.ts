import type { Track } from '@impresario/protocol';
import { readLanguage, say } from '../i18n/index.ts';

/**
 * Why a track failed. The engine says it in English, often with more than its code tells; in other languages it is
 * said by the code.
 */
export function failureReason(error: Track['error']): string {
  if (!error) return '';
  return readLanguage() === 'en' ? error.message : say(`words.trackError.${error.code}`);
}
