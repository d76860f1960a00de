import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHttp, userToken, type TestHttp } from '../testing/open-test-http.ts';

let http: TestHttp;
beforeAll(async () => {
  http = await openTestHttp();
});
afterAll(() => http.close());

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const now = Date.parse('2026-03-01T12:00:00.000Z') / 1000;
const odd = fc.constantFrom<unknown>(
  null,
  '',
  0,
  -1,
  true,
  [],
  {},
  ['HS256'],
  'none',
  'NONE',
  'nOnE',
  'RS256',
  "' or 1=1",
  '\u0000',
);

/** Printable, because no client can send anything else in a header. */
const garbage = fc.oneof(
  fc.stringMatching(/^[\x21-\x7e]{0,60}$/),
  fc.array(fc.stringMatching(/^[\w-]{0,20}$/), { maxLength: 6 }).map((parts) => parts.join('.')),
  fc
    .tuple(
      fc.record({ alg: odd, typ: odd, kid: odd, jku: odd, crit: odd, b64: odd }, { requiredKeys: [] }),
      fc.record({ sub: odd, exp: odd, aud: odd, iss: odd, role: odd }, { requiredKeys: [] }),
      fc.base64String({ maxLength: 44 }),
    )
    .map(([head, claims, signature]) => `${base64(head)}.${base64(claims)}.${signature}`),
);

describe('[SEC-1] a token', () => {
  it('that is garbage proves nothing and is no error', async () => {
    await fc.assert(
      fc.asyncProperty(
        garbage,
        fc.constantFrom('Bearer ', 'bearer  ', 'Basic ', ''),
        async (token, scheme) => {
          const reply = await http.request('/v1/credits', { headers: { authorization: scheme + token } });
          expect(reply.status).toBe(401);
          expect(reply.headers.get('www-authenticate')).toMatch(/^Bearer realm="impresario"/);
          await reply.arrayBuffer();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('that is signed right with odd claims is a user or nobody, never an error', async () => {
    const claims = fc.record(
      {
        sub: odd,
        exp: fc.oneof(odd, fc.constant(now + 60)),
        aud: odd,
        nbf: odd,
        iat: odd,
        role: odd,
        app_metadata: odd,
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(claims, async (given) => {
        const token = await userToken(given);
        const reply = await http.request('/v1/credits', { headers: { authorization: `Bearer ${token}` } });
        expect([200, 401]).toContain(reply.status);
        await reply.arrayBuffer();
      }),
      { numRuns: 200 },
    );
  });

  it('is refused after any change of one letter', async () => {
    const token = await userToken();
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: token.length - 1 }),
        fc.constantFrom(...'Aab9-_.'),
        async (at, letter) => {
          // The last letter of a part may hold bits that stand for nothing.
          fc.pre(token[at] !== letter && token[at + 1] !== '.' && at + 1 < token.length);
          const other = token.slice(0, at) + letter + token.slice(at + 1);
          const reply = await http.request('/v1/credits', { headers: { authorization: `Bearer ${other}` } });
          expect(reply.status).toBe(401);
          await reply.arrayBuffer();
        },
      ),
      { numRuns: 200 },
    );
  });
});
