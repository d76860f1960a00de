import { expect, it } from 'vitest';
import { readWord, writeWord } from './word.ts';

it('a word says who and of what, and is read again as it was written', () => {
  const word = { from: 'a-node', topics: ['work', 'events'] as const };
  expect(readWord(writeWord(word))).toEqual(word);
});

it('a word of an earlier version is one of events, and what a later one tells of besides is none of ours', () => {
  expect(readWord('a-node')).toEqual({ from: 'a-node', topics: ['events'] });
  expect(readWord('a-node weather work')).toEqual({ from: 'a-node', topics: ['work'] });
  expect(readWord('a-node weather')).toEqual({ from: 'a-node', topics: [] });
});
