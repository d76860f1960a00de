export { chooseLanguage, readLanguage, readLocale, startLanguage, useLanguage } from './language.ts';
export { languages, type LanguageCode, type MessageKey } from './languages.ts';
export { RichText } from './rich-text.tsx';
export { hasMessage, say } from './say.ts';
export { useText } from './use-text.ts';
