import { expect, it } from 'vitest';
import { codeBlocksOf } from './code-blocks.ts';

it('finds every fenced block with its line, its file and its words', () => {
  const markdown = [
    '# A',
    '',
    '```ts song.ts click="Make it" server=users',
    'let a;',
    '```',
    '',
    '- in a list',
    '',
    '  ```sh starts',
    '  npm start',
    '  ```',
    '',
    '```',
    'plain',
    '```',
  ].join('\n');
  expect(codeBlocksOf(markdown)).toEqual([
    {
      language: 'ts',
      file: 'song.ts',
      words: { click: 'Make it', server: 'users' },
      text: 'let a;',
      line: 4,
    },
    { language: 'sh', file: null, words: { starts: '' }, text: 'npm start', line: 10 },
    { language: '', file: null, words: {}, text: 'plain', line: 14 },
  ]);
});
