/** What a piece of code is, which is also how its class is called. */
export type Kind = 'comment' | 'string' | 'keyword' | 'number' | 'name' | 'type' | 'field' | 'flag';

/** Tried in order at every place; each matches there or not at all. */
export type Rules = readonly (readonly [Kind, RegExp])[];

const quoted = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/y;
const number = /\b\d[\d_]*(?:\.\d+)?\b/y;

const typescript: Rules = [
  ['comment', /\/\/.*|\/\*[\s\S]*?\*\//y],
  ['string', /`(?:\\.|[^`\\])*`/y],
  ['string', quoted],
  [
    'keyword',
    /\b(?:as|async|await|break|case|catch|class|const|continue|default|else|export|extends|false|finally|for|from|function|if|import|in|instanceof|interface|let|new|null|of|return|satisfies|switch|throw|true|try|type|typeof|undefined|while)\b(?!\s*:)/y,
  ],
  ['name', /(?<=<\/?)[a-z][\w.]*/y],
  ['number', number],
  ['type', /\b[A-Z]\w*/y],
  ['field', /[\w$]+(?=\??:|=[{"])/y],
  ['name', /[\w$]+(?=\()/y],
];

const shell: Rules = [
  ['comment', /(?<=^|\s)#.*/my],
  ['string', /"(?:\\.|[^"\\])*"|'[^']*'/y],
  [
    'keyword',
    /(?<=^|[|;(]\s*|&&\s*|\$\()(?:export|curl|npm|npx|cat|node|jq|for|do|done|while|if|then|fi|read)\b/my,
  ],
  ['type', /\$(?:\w+|\{[^}]*\})/y],
  ['field', /\b[A-Z][A-Z0-9_]*(?==)/y],
  ['flag', /(?<=\s)--?[a-zA-Z][\w-]*/y],
];

const json: Rules = [
  ['field', /"(?:\\.|[^"\\])*"(?=\s*:)/y],
  ['string', /"(?:\\.|[^"\\])*"/y],
  ['keyword', /\b(?:true|false|null)\b/y],
  ['number', /-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/iy],
];

const http: Rules = [
  ['keyword', /^(?:GET|POST|PUT|DELETE) .*|^HTTP\/.*/my],
  ['field', /^[\w-]+(?=: ?)/my],
  ...json,
];

const sql: Rules = [
  ['comment', /--.*/y],
  ['string', /'[^']*'/y],
  ['keyword', /\b(?:select|from|where|insert|into|values|and|or|order|by|limit|as)\b/iy],
  ['number', number],
];

export const languages: Readonly<Record<string, Rules>> = {
  ts: typescript,
  tsx: typescript,
  js: typescript,
  sh: shell,
  json,
  http,
  sql,
};
