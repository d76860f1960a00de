import { keep } from '../browser-storage.ts';
import { createStore, useStore } from '../store.ts';
import { languages, localeOf, type LanguageCode } from './languages.ts';
import type { BuiltMessage } from './message.ts';

export interface Spoken {
  readonly code: LanguageCode;
  /** For Intl. */
  readonly locale: string;
  readonly messages: Readonly<Record<string, BuiltMessage>>;
}

export const spoken = createStore<Spoken>({ code: 'en', locale: 'en', messages: {} });

export function useLanguage(): LanguageCode {
  return useStore(spoken, ({ code }) => code);
}

export function readLanguage(): LanguageCode {
  return spoken.get().code;
}

/** What Intl shall write dates and numbers for. */
export function readLocale(): string {
  return spoken.get().locale;
}

/**
 * Loads the language that early.js found: chosen on an earlier visit, or else the browser's. To be awaited before
 * anything is drawn.
 */
export async function startLanguage(): Promise<void> {
  const found = document.documentElement.lang;
  await speak(languages.find(({ code }) => code === found)?.code ?? 'en');
}

/** Switches the language at once and keeps the choice. Rejects when its messages cannot be fetched. */
export async function chooseLanguage(code: LanguageCode): Promise<void> {
  await speak(code);
  keep('language', code);
}

async function speak(code: LanguageCode): Promise<void> {
  const language = languages.find((each) => each.code === code);
  if (!language) return;
  const { messages } = await language.load();
  document.documentElement.lang = code;
  spoken.set({ code, locale: localeOf(code, navigator.languages), messages });
}
