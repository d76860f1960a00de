import type { messages as english } from './en/index.ts';
import type { MessagesLike } from './message.ts';

export type MessageKey = keyof typeof english;

interface Language {
  readonly code: LanguageCode;
  /** In the language itself. */
  readonly name: string;
  load(): Promise<{ messages: MessagesLike<typeof english> }>;
}

export type LanguageCode = 'en' | 'ru';

/** What the studio speaks; the first is for whoever wants none of them. Only the chosen one is loaded. */
export const languages: readonly Language[] = [
  { code: 'en', name: 'English', load: () => import('./en/index.ts') },
  { code: 'ru', name: 'Русский', load: () => import('./ru/index.ts') },
];

/** The reader's own variant of a language where they have one, for dates and numbers: `en-GB` for `en`. */
export function localeOf(code: LanguageCode, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split('-')[0] === code) ?? code;
}
