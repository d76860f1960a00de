import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signFileUrl, verifyFileUrl } from './file-url.ts';

const secret = 'a secret of the test';
const key = 'tracks/0190/audio.mp3';
const expiresAt = new Date('2026-11-22T12:00:00.900Z');
const before = new Date('2026-11-22T11:59:59.999Z');

function claimOf(url: string) {
  const parsed = new URL(url, 'http://localhost');
  return {
    key: parsed.pathname.replace(/^\/files\//, ''),
    expires: parsed.searchParams.get('expires'),
    signature: parsed.searchParams.get('signature'),
    secret,
    now: before,
  };
}

describe('[SEC-4] signed file URLs', () => {
  const url = signFileUrl({ key, expiresAt, secret });
  const claim = claimOf(url);

  it('are a path and a query that need no escaping', () => {
    expect(url).toMatch(
      /^\/files\/tracks\/0190\/audio\.mp3\?expires=1795348800&signature=[A-Za-z0-9_-]{43}$/,
    );
  });

  it('are valid until their second', () => {
    expect(verifyFileUrl(claim)).toBe('valid');
    expect(verifyFileUrl({ ...claim, now: new Date('2026-11-22T12:00:00.000Z') })).toBe('expired');
  });

  it.each([
    ['another key', { key: 'tracks/0191/audio.mp3' }],
    ['a later expiry', { expires: '1795348801' }],
    ['another spelling of the expiry', { expires: '01795348800' }],
    ['no expiry', { expires: null }],
    ['no number', { expires: 'NaN' }],
    ['another secret', { secret: 'another' }],
    ['no signature', { signature: '' }],
    ['a missing signature', { signature: undefined }],
    ['a shorter signature', { signature: claim.signature?.slice(1) }],
    ['a padded signature', { signature: `${claim.signature}=` }],
    ['a key that is none', { key: '../owner-token' }],
  ])('are forged with %s, expired or not', (_, change) => {
    expect(verifyFileUrl({ ...claim, ...change })).toBe('forged');
    expect(verifyFileUrl({ ...claim, ...change, now: new Date('2030-01-01') })).toBe('forged');
  });

  it('are forged when any character of the signature is another', () => {
    const signature = claim.signature ?? '';
    const other = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_é');
    fc.assert(
      fc.property(fc.nat(signature.length - 1), other, (at, character) => {
        fc.pre(signature[at] !== character);
        const changed = signature.slice(0, at) + character + signature.slice(at + 1);
        expect(verifyFileUrl({ ...claim, signature: changed })).toBe('forged');
      }),
    );
  });

  it('are only made for keys', () => {
    expect(() => signFileUrl({ key: 'a/../b', expiresAt, secret })).toThrow(
      expect.objectContaining({ code: 'invalid_key' }),
    );
  });
});
