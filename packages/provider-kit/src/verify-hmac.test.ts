import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyHmacSha256 } from './verify-hmac.ts';

// RFC 4231, test case 2; the base64 is its digest written down again.
const key = 'Jefe';
const message = 'what do ya want for nothing?';
const hex = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
const base64 = 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=';
const verify = (signature: string) => verifyHmacSha256({ key, message, signature });

describe('[CAL-2] verifyHmacSha256', () => {
  it.each([
    ['hex', hex],
    ['hex in capitals', hex.toUpperCase()],
    ['hex after its name', `sha256=${hex}`],
    ['padded base64', base64],
  ])('takes %s', (_name, signature) => {
    expect(verify(signature)).toBe(true);
    const bytes = new TextEncoder().encode(message);
    expect(verifyHmacSha256({ key, message: bytes, signature })).toBe(true);
    expect(verifyHmacSha256({ key: 'jefe', message, signature })).toBe(false);
    expect(verifyHmacSha256({ key, message: `${message} `, signature })).toBe(false);
  });

  it('signs bytes and not what they spell (RFC 4231, test case 3)', () => {
    const claim = {
      key: '\x0b'.repeat(20),
      message: 'Hi There',
      signature: 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    };
    expect(verifyHmacSha256(claim)).toBe(true);
    const message = Uint8Array.of(0xff, 0xfe, 0x00);
    const signature = createHmac('sha256', key).update(message).digest('hex');
    expect(verifyHmacSha256({ key, message, signature })).toBe(true);
  });

  it.each([
    ['nothing', ''],
    ['an odd number of digits', hex.slice(1)],
    ['a digit too few', hex.slice(2)],
    ['a digit too many', `${hex}00`],
    ['what Buffer.from would stop at', `${hex.slice(0, 62)}zz`],
    ['a bare name', 'sha256='],
    ['another name', `sha1=${hex}`],
    ['base64 after a name', `sha256=${base64}`],
    ['base64 without its padding', base64.slice(0, -1)],
    ['base64 with the digest in it and more', `${base64.slice(0, -1)}A`],
    ['the second spelling of the last letter', base64.replace('M=', 'N=')],
    ['letters of base64url', `${'-_'.repeat(21)}A=`],
    ['white space', ` ${hex}`],
    ['a line end', `${hex}\n`],
    ['letters of another alphabet', '５'.repeat(64)],
    ['a long text', hex.repeat(10_000)],
  ])('refuses %s', (_name, signature) => {
    expect(verify(signature)).toBe(false);
  });

  it('refuses everything for an empty key', () => {
    const signature = createHmac('sha256', '').update(message).digest('hex');
    expect(verifyHmacSha256({ key: '', message, signature })).toBe(false);
  });

  it('takes nothing else, and never throws', () => {
    const near = fc
      .tuple(fc.constantFrom(hex, base64), fc.nat(63), fc.string({ maxLength: 2 }))
      .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + 1));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), near), (signature) => {
        fc.pre(signature.toLowerCase() !== hex && signature !== base64);
        expect(verify(signature)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
