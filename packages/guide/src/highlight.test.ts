import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from './escape-html.ts';
import { highlight } from './highlight.ts';
import { languages } from './languages.ts';

const partsOf = (code: string, language: string) =>
  [...highlight(code, language).matchAll(/<span class="(\w+)">([^<]*)<\/span>/g)].map(
    ([, kind, text]) => `${kind} ${text}`,
  );

describe('highlighting', () => {
  it.each([...Object.keys(languages), 'text'])('takes nothing from %s and adds nothing to it', (language) => {
    const pieces = [
      '"',
      "'",
      '`',
      '//',
      '/*',
      '#',
      '<',
      '>',
      '&',
      '$A',
      '-H',
      'const x',
      '{a: 1}',
      '\n',
      '\\',
    ];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())), (some) => {
        const code = some.join('');
        expect(highlight(code, language).replace(/<span class="\w+">|<\/span>/g, '')).toBe(escapeHtml(code));
      }),
    );
  });

  it('knows the parts of a program', () => {
    expect(partsOf("const a = make('x'); // why\n<Song id={1} />", 'tsx')).toEqual([
      'keyword const',
      'name make',
      'string &#39;x&#39;',
      'comment // why',
      'type Song',
      'field id',
      'number 1',
    ]);
  });

  it('knows the parts of a command, and no comment in an address', () => {
    expect(partsOf('curl -s http://host/#a "$TOKEN" # why\nexport A=$B | jq .', 'sh')).toEqual([
      'keyword curl',
      'flag -s',
      'string &quot;$TOKEN&quot;',
      'comment # why',
      'keyword export',
      'field A',
      'type $B',
      'keyword jq',
    ]);
  });

  it('tells names from values in JSON', () => {
    expect(partsOf('{"a": "b", "c": [-1.5, null]}', 'json')).toEqual([
      'field &quot;a&quot;',
      'string &quot;b&quot;',
      'field &quot;c&quot;',
      'number -1.5',
      'keyword null',
    ]);
  });
});
