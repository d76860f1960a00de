import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentDisposition } from './content-disposition.ts';

it('gives every browser a name it can read', () => {
  expect(contentDisposition('inline', 'Rain.mp3')).toBe('inline; filename="Rain.mp3"');
  expect(contentDisposition('attachment', 'Café "1".mp3')).toBe(
    `attachment; filename="Caf_ _1_.mp3"; filename*=UTF-8''Caf%C3%A9%20%221%22.mp3`,
  );
  expect(contentDisposition('inline', '../a\\b\r\nX: y.mp3')).toBe('inline; filename=".._a_b__X: y.mp3"');
});

it('is a legal header for every name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
      const value = contentDisposition('attachment', name);
      expect(value).toMatch(/^[\x20-\x7e]*$/);
      expect(new Headers({ 'content-disposition': value }).get('content-disposition')).toBe(value);
    }),
  );
});
