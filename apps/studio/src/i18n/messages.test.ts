import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { messages as english } from './en/index.ts';
import { languages, localeOf } from './languages.ts';

describe.each(languages)('messages in $code', ({ code, load }) => {
  it('parse, have the same keys and fill in the same arguments as the English ones', async () => {
    const { messages } = (await load()) as { messages: Record<string, string> };
    expect(Object.keys(messages).toSorted()).toEqual(Object.keys(english).toSorted());
    for (const [key, message] of Object.entries(english)) {
      expect(argumentsOf(messages[key] ?? ''), key).toEqual(argumentsOf(message));
    }
  });

  it('have every plural form of the language', async () => {
    const { messages } = (await load()) as { messages: Record<string, string> };
    for (const [key, message] of Object.entries(messages)) {
      walk(parse(message), (element) => {
        if (element.type !== TYPE.plural) return;
        const type = element.pluralType ?? 'cardinal';
        const wanted = new Intl.PluralRules(code, { type }).resolvedOptions().pluralCategories;
        expect(Object.keys(element.options), key).toEqual(expect.arrayContaining(wanted));
      });
    }
  });
});

it('fill in dates and numbers as the reader’s own country writes them', () => {
  expect(localeOf('en', ['de-AT', 'en-GB'])).toBe('en-GB');
  expect(localeOf('ru', ['en-US'])).toBe('ru');
});

/** Names and kinds, sorted: a number in one language is a number in all; plural and number count alike. */
function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  walk(parse(message), (element) => {
    if (element.type === TYPE.tag) found.add(`<${element.value}>`);
    else if (element.type !== TYPE.literal && element.type !== TYPE.pound) found.add(element.value);
  });
  return [...found].toSorted();
}

function walk(
  elements: readonly MessageFormatElement[],
  visit: (element: MessageFormatElement) => void,
): void {
  for (const element of elements) {
    visit(element);
    if (element.type === TYPE.tag) walk(element.children, visit);
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const { value } of Object.values(element.options)) walk(value, visit);
    }
  }
}
