import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

const reference = (text: string) => createHash('sha256').update(text).digest('hex');

it('is SHA-256, at every length around a block and for any text', () => {
  for (let length = 0; length < 200; length++) {
    const text = 'ü'.repeat(length % 7) + 'a'.repeat(length);
    expect(sha256(text)).toBe(reference(text));
  }
  const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });
  fc.assert(fc.property(anyText, (text) => sha256(text) === reference(text)));
  const long = 'la '.repeat(400_000);
  expect(sha256(long)).toBe(reference(long));
});
