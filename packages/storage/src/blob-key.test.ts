import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assertBlobKey, isBlobKey } from './blob-key.ts';

describe('isBlobKey', () => {
  it.each(['a', 'tracks/0190-ab/audio.mp3', 'A_b-c.1', 'a..b', 'x'.repeat(200)])('takes %s', (key) => {
    expect(isBlobKey(key)).toBe(true);
  });

  it.each([
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    '../a',
    'a/../b',
    'a/..',
    '.hidden',
    'a/.incoming',
    'a\\b',
    'a b',
    'a%2fb',
    'ä',
    'a\0',
    'a\n',
    'C:/a',
    'x'.repeat(201),
    'a/'.repeat(150) + 'b',
  ])('refuses %j', (key) => {
    expect(isBlobKey(key)).toBe(false);
    expect(() => assertBlobKey(key)).toThrow(expect.objectContaining({ code: 'invalid_key' }));
  });

  const nasty = fc.string({
    unit: fc.constantFrom('a', 'B', '1', '.', '/', '-', '_', '\\', '\0', '%', ' ', '~', 'é'),
  });

  it('[SEC-4] never takes a key that leaves the directory or is written in two ways', () => {
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string()), (key) => {
        fc.pre(isBlobKey(key));
        const file = path.resolve('/store', key);
        expect(file).toBe(`/store/${key}`);
        expect(encodeURI(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });
});
