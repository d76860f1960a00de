import { IntlMessageFormat } from 'intl-messageformat';
import { spoken } from './language.ts';
import type { MessageKey } from './languages.ts';
import type { Values } from './message.ts';

/** Whether there is such a message: for what may be told by a code that is newer than this page. */
export function hasMessage(key: string): key is MessageKey {
  return key in spoken.get().messages;
}

const formats = new Map<string, IntlMessageFormat>();

/** A message in the chosen language, for words outside of components; in them, `useText` also follows a switch. */
export function say(key: MessageKey, values?: Values): string {
  const message = spoken.get().messages[key] ?? key;
  return typeof message === 'string' ? message : formatOf(key).format<string>(values).toString();
}

/** The message's parts, with what `tags` make of `<name>words</name>`. */
export function sayParts<Part>(
  key: MessageKey,
  values: Values,
  tags: Readonly<Record<string, (words: Part[]) => Part>>,
): (string | Part)[] {
  const message = spoken.get().messages[key] ?? key;
  if (typeof message === 'string') return [message];
  const made = formatOf(key).format<Part>({ ...values, ...tags } as never);
  return Array.isArray(made) ? made : [made];
}

function formatOf(key: MessageKey): IntlMessageFormat {
  const { locale, messages } = spoken.get();
  const known = formats.get(`${locale} ${key}`);
  if (known) return known;
  const made = new IntlMessageFormat(messages[key] ?? key, locale);
  formats.set(`${locale} ${key}`, made);
  return made;
}
