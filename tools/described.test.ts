import { expect, it } from 'vitest';
import { z } from 'zod';
import { described, type Described } from './described.ts';

it('puts the words of a schema above the fields of its type, however deep they stand', () => {
  const file = z.object({ url: z.string().describe('Signed.'), bytes: z.int() }).meta({ id: 'File' });
  const song = z.object({
    files: z.array(file).describe('In order.'),
    cover: file.nullable(),
    end: z.union([z.null(), z.object({ at: z.string().describe('UTC. */') })]),
  });
  const text = `export type Song = {
files: { url: string; bytes: number }[];
cover: { url: string; bytes: number } | null;
end: { at: string } | null;
};`;
  expect(described(text, z.toJSONSchema(song) as Described)).toBe(`export type Song = {

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
