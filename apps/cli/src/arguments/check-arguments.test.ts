import { expect, it } from 'vitest';
import { UsageError } from '../exit-code.ts';
import { checkArguments } from './check-arguments.ts';

const options = {
  words: { type: 'positional', required: false },
  title: { type: 'string' },
  style: { type: 'string' },
  'lyrics-file': { type: 'string' },
  json: { type: 'boolean' },
} as const;
const check = (...args: string[]) => checkArguments(args, options, ['style']);

it('keeps the order of repeated options and of the words between them', () => {
  const { positionals, values } = check('slow', '--style', 'jazz', 'waltz', '--style=swing', '--json');
  expect(positionals).toEqual(['slow', 'waltz']);
  expect(values.get('style')).toEqual(['jazz', 'swing']);
  expect(values.has('json')).toBe(true);
});

it('takes everything after -- for words', () => {
  expect(check('--', '--weird', 'prompt').positionals).toEqual(['--weird', 'prompt']);
});

it.each([
  [['--tilte', 'x'], 'There is no option --tilte. Did you mean --title?'],
  [['--lyricsFile', 'x'], 'There is no option --lyricsFile. Did you mean --lyrics-file?'],
  [['--lyrics', 'x'], 'There is no option --lyrics. Did you mean --lyrics-file?'],
  [['--zzz'], 'There is no option --zzz.'],
  [['-x'], 'There is no option -x.'],
  [['--title'], '--title needs a value, as in --title VALUE.'],
  [['--title', '--json'], '--title needs a value, as in --title VALUE.'],
  [['--json=yes'], '--json takes no value; leave out “=yes”.'],
  [['--no-json'], 'There is no option --no-json.'],
  [['--title', 'a', '--title', 'b'], '--title is given twice; once is enough.'],
])('refuses %j with a hint', (args, message) => {
  expect(() => check(...args)).toThrow(new UsageError(message));
});

it('takes a value that begins with a dash when it stands behind =', () => {
  expect(check('--title=--json').values.get('title')).toEqual(['--json']);
});
