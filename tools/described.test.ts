import { expect, it } from 'vitest';
import { described } from './described.ts';

it('puts the words of a schema above the fields of its type, however deep they stand', () => {
  const file = { $ref: '#/$defs/File' };
  const song = {
    properties: {
      files: { items: file, description: 'In order.' },
      cover: { anyOf: [file, {}] },
      end: { oneOf: [{}, { properties: { at: { description: 'UTC. */' } } }] },
    },
    $defs: { File: { properties: { url: { description: 'Signed.' }, bytes: {} } } },
  };
  const text = `export type Song = {
files: { url: string; bytes: number }[];
cover: { url: string; bytes: number } | null;
end: { at: string } | null;
};`;
  expect(described(text, song)).toBe(`export type Song = {

/** In order. */
files: { 
/** Signed. */
url: string; bytes: number }[];
cover: { 
/** Signed. */
url: string; bytes: number } | null;
end: { 
/** UTC. * / */
at: string } | null;
};`);
  expect(described(text, {})).toBe(text);
});
