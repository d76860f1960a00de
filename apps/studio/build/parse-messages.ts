import { pathToFileURL } from 'node:url';
import { statSync } from 'node:fs';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import type { Plugin } from 'vite';
import type { BuiltMessage } from '../src/i18n/message.ts';

const roomFile = /\/src\/i18n\/[a-z]{2}\/(?!index\.ts)[a-z-]+\.ts$/;

/** Parses the messages while the page is built, so that no page carries the parser. */
export function parseMessages(): Plugin {
  return {
    name: 'studio:parse-messages',
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: { '@formatjs/icu-messageformat-parser': '@formatjs/icu-messageformat-parser/no-parser.js' },
      },
    }),
    async load(id) {
      if (!roomFile.test(id)) return null;
      // A changed file is another module to Node.
      const address = `${pathToFileURL(id).href}?${statSync(id).mtimeMs}`;
      const rooms = (await import(address)) as Record<string, Record<string, string>>;
      return Object.entries(rooms)
        .map(([name, messages]) => `export const ${name} = ${JSON.stringify(built(messages))};`)
        .join('\n');
    },
  };
}

function built(messages: Record<string, string>): Record<string, BuiltMessage> {
  return Object.fromEntries(Object.entries(messages).map(([key, message]) => [key, builtMessage(message)]));
}

/** What stands in the page for a message. Throws a SyntaxError where it is no ICU message. */
function builtMessage(message: string): BuiltMessage {
  const elements = parse(message);
  if (elements.length === 0) return '';
  const [first] = elements;
  return elements.length === 1 && first?.type === TYPE.literal ? first.value : elements;
}
