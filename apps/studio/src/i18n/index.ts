export { chooseLanguage, readLocale, startLanguage, useLanguage } from './language.ts';
export { languages, type LanguageCode, type MessageKey } from './languages.ts';
export { RichText } from './rich-text.tsx';
export { say } from './say.ts';
export { useText } from './use-text.ts';
