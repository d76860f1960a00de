import type { Warning } from '@impresario/protocol';
import { readLanguage, say } from '../i18n/index.ts';
import { fieldName } from './field-fault.ts';

/**
 * What could not be done to the letter. The engine says it in English, with more than its type tells; in other languages
 * it is said by its type.
 */
export function warningWords({ type, parameter, message, asked, used }: Warning): string {
  if (readLanguage() === 'en') return message;
  if (type === 'approximated' && parameter === 'lyrics') return say('words.warning.unsung');
  const field = fieldName(parameter ?? '');
  const both = [asked, used].every((value) => typeof value === 'string' || typeof value === 'number');
  if (type === 'adjusted' && !both) return say('words.warning.changed', { field });
  return say(`words.warning.${type}`, { field, asked: String(asked), used: String(used) });
}
