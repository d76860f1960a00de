import { expect, it } from 'vitest';
import { identityOf, readToken } from './token.ts';

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const jwt = (claims: object) => `${encode({ alg: 'HS256' })}.${encode(claims)}.c2lnbmF0dXJl`;

it('knows one user by two of their tokens, and never says the token', () => {
  const [first, second] = [jwt({ sub: 'ann', exp: 1 }), jwt({ exp: 2, sub: 'ann' })];
  expect(identityOf(first)).toBe(identityOf(second));
  expect(identityOf(first)).not.toContain('ann');
  const others = [
    jwt({ sub: 'bob', exp: 1 }),
    jwt({ sub: 'ann', iss: 'https://elsewhere.example' }),
    'imp_ann',
    undefined,
  ];
  expect(new Set([first, ...others].map(identityOf)).size).toBe(5);
});

it('takes what only looks like a JWT for what it is: a text', () => {
  const odd = [
    'a.b.c',
    `a.${encode(null)}.c`,
    `a.${encode([1])}.c`,
    `a.${encode({ sub: 5 })}.c`,
    `.${encode('x')}.`,
  ];
  expect(new Set(odd.map(identityOf)).size).toBe(odd.length);
  expect(identityOf('')).toBe('cookie');
});

it('calls a token that cannot be brought a passing fault', async () => {
  expect(await readToken('plain')).toBe('plain');
  expect(await readToken(async () => 'brought')).toBe('brought');
  const failing = readToken(() => Promise.reject(new Error('offline')));
  await expect(failing).rejects.toMatchObject({ code: 'unreachable', retryable: true });
});
