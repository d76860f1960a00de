import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyHmacSha256 } from './verify-hmac.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

const keys = fc.string({ minLength: 1 });
const messages = fc.uint8Array({ minLength: 1 });
const forms = fc.constantFrom('hex' as const, 'base64' as const);

function sign(key: string, message: Uint8Array, form: 'hex' | 'base64'): string {
  return createHmac('sha256', key).update(message).digest(form);
}

describe('[CAL-2] a signature', () => {
  it('is taken in hex of either case and in base64', () => {
    fc.assert(
      fc.property(keys, messages, forms, (key, message, form) => {
        const signature = sign(key, message, form);
        expect(verifyHmacSha256({ key, message, signature })).toBe(true);
        const upper = sign(key, message, 'hex').toUpperCase();
        expect(verifyHmacSha256({ key, message, signature: upper })).toBe(true);
      }),
    );
  });

  it('is refused after any change of one of its letters, except of the case of hex', () => {
    fc.assert(
      fc.property(
        keys,
        messages,
        forms,
        fc.nat(),
        fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }),
        (key, message, form, at, letter) => {
          const right = sign(key, message, form);
          const place = at % right.length;
          const signature = right.slice(0, place) + letter + right.slice(place + 1);
          const isSame = form === 'hex' ? signature.toLowerCase() === right : signature === right;
          expect(verifyHmacSha256({ key, message, signature })).toBe(isSame);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('is refused after any change of one bit of the message', () => {
    fc.assert(
      fc.property(keys, messages, fc.nat(), fc.nat({ max: 7 }), (key, message, at, bit) => {
        const other = Uint8Array.from(message);
        other[at % other.length]! ^= 1 << bit;
        expect(verifyHmacSha256({ key, message: other, signature: sign(key, message, 'hex') })).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('of any other form is refused and is no error', () => {
    const odd = fc.oneof(
      wildText,
      fc.stringMatching(/^(sha256=)?[0-9a-fA-F]{0,70}$/),
      fc.stringMatching(/^[A-Za-z0-9+/_-]{0,50}={0,3}$/),
    );
    fc.assert(
      fc.property(keys, messages, odd, (key, message, signature) => {
        expect(verifyHmacSha256({ key, message, signature })).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});
