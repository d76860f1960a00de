import type { Provider } from '@impresario/protocol';
import { readLanguage, say } from '../i18n/index.ts';

/** What a provider is called. Ours says in English what it is, so that is said in the chosen language; others have names. */
export function providerName({ id, label }: Pick<Provider, 'id' | 'label'>): string {
  return id === 'local' && readLanguage() !== 'en' ? say('words.provider.local') : label;
}
