/** What stands behind the three backticks: ```` ```ts song.ts shows="…" ````. */
export interface BlockInfo {
  /** Empty where nothing is said. */
  readonly language: string;
  /** The file that the block is, where it is one. */
  readonly file: string | null;
  /** Everything else, by name; a word alone is `''`. */
  readonly words: Readonly<Record<string, string>>;
}

const word = /([\w.-]+)(?:="([^"]*)"|=(\S+))?/g;

export function readBlockInfo(info: string): BlockInfo {
  const [language = '', rest = ''] = splitFirst(info.trim());
  let file: string | null = null;
  const words: Record<string, string> = {};
  for (const [, name = '', quoted, bare] of rest.matchAll(word)) {
    if (quoted === undefined && bare === undefined && /\.\w+$/.test(name)) file = name;
    else words[name] = quoted ?? bare ?? '';
  }
  return { language, file, words };
}

function splitFirst(text: string): [string, string] {
  const end = text.search(/\s/);
  return end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end)];
}
