import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdempotencyKey } from './idempotency-key.ts';

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 255,
});
const quoted = (key: string) => `"${key.replace(/["\\]/g, (character) => `\\${character}`)}"`;
const refused = { refused: 'idempotency_key_invalid' };

describe('the idempotency key', () => {
  it('[IDM-1] is the same in quotes and in the body, and bare when it begins with no quote', () => {
    fc.assert(
      fc.property(printable, (key) => {
        expect(readIdempotencyKey(quoted(key), undefined)).toEqual({ key });
        expect(readIdempotencyKey(undefined, key)).toEqual({ key });
        expect(readIdempotencyKey(quoted(key), key)).toEqual({ key });
        if (!key.startsWith('"')) expect(readIdempotencyKey(key, undefined)).toEqual({ key });
      }),
    );
  });

  it('[IDM-1] is refused when header and body differ', () => {
    fc.assert(
      fc.property(printable, printable, (inHeader, inBody) => {
        fc.pre(inHeader !== inBody);
        expect(readIdempotencyKey(quoted(inHeader), inBody)).toMatchObject(refused);
      }),
    );
  });

  it('[IDM-1] is never anything but 1 to 255 printable ASCII characters', () => {
    const anything = fc.option(fc.string({ unit: 'binary-ascii', maxLength: 300 }), { nil: undefined });
    fc.assert(
      fc.property(anything, anything, (header, inBody) => {
        const read = readIdempotencyKey(header, inBody);
        if ('key' in read && read.key !== null) expect(read.key).toMatch(/^[\x20-\x7e]{1,255}$/);
        else if ('key' in read) expect([header, inBody]).toEqual([undefined, undefined]);
        else expect(read).toMatchObject(refused);
      }),
    );
  });

  it('[IDM-1] is refused when a quoted string is not well formed', () => {
    for (const header of ['"', '"a', '"a"b"', '"a\\"', '"a\\n"', '""', '"a";x=1', '"a", "b"']) {
      expect(readIdempotencyKey(header, undefined), header).toMatchObject(refused);
    }
    expect(readIdempotencyKey(undefined, undefined)).toEqual({ key: null });
  });
});
