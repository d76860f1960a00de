import { request as nodeRequest } from 'node:http';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import {
  localIdentity,
  openTestHttp,
  OWNER_TOKEN,
  START,
  userToken,
  type TestHttp,
} from '../testing/open-test-http.ts';

let http: TestHttp;
afterEach(() => http.close());

const seconds = START.getTime() / 1000;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const statusFor = async (token: string) => (await http.request('/v1/credits', bearer(token))).status;

describe('tokens of another system', () => {
  it('[SEC-1] of a user are taken, a little after their end as well', async () => {
    http = await openTestHttp();
    expect(await statusFor(await userToken())).toBe(200);
    expect(await statusFor(await userToken({ role: 'authenticated', aud: ['x', 'authenticated'] }))).toBe(
      200,
    );
    expect(await statusFor(await userToken({ exp: seconds - 30 }))).toBe(200);
    expect(
      (await http.request('/v1/credits', { headers: { authorization: `bearer ${await userToken()}` } }))
        .status,
    ).toBe(200);
  });

  it('[SEC-1] are refused when anything about them does not hold', async () => {
    http = await openTestHttp();
    const secret = Buffer.from('a secret of at least 32 characters');
    const claims = { sub: 'user-1', aud: 'authenticated', iss: 'https://issuer.test', exp: seconds + 60 };
    const good = await userToken();
    const refused = {
      'signed with another secret': await userToken({}, 'another secret of 32 characters!'),
      'of another algorithm': await new SignJWT(claims).setProtectedHeader({ alg: 'HS512' }).sign(secret),
      unsigned: new UnsecuredJWT(claims).encode(),
      tampered: good.replace(
        /\.[^.]+\./,
        `.${Buffer.from(JSON.stringify({ ...claims, sub: 'x' })).toString('base64url')}.`,
      ),
      expired: await userToken({ exp: seconds - 61 }),
      'without an end': await userToken({ exp: undefined }),
      'not valid yet': await userToken({ nbf: seconds + 61 }),
      'for another audience': await userToken({ aud: 'other' }),
      'without an audience': await userToken({ aud: undefined }),
      'of another issuer': await userToken({ iss: 'https://other.test' }),
      'without an issuer': await userToken({ iss: undefined }),
      'of nobody': await userToken({ sub: undefined }),
      'of an empty name': await userToken({ sub: ' ' }),
      'of a number': await userToken({ sub: 7 }),
      'of a name too long': await userToken({ sub: 'x'.repeat(256) }),
      'of a name no database takes': await userToken({ sub: 'a\0b' }),
      'that are the public key of a project': await userToken({ role: 'anon' }),
      'that are the secret key of a project': await userToken({ role: 'service_role' }),
      'too long': await userToken({ padding: 'x'.repeat(8192) }),
      'of no shape': 'a.b',
    };
    for (const [what, token] of Object.entries(refused)) {
      const reply = await http.request('/v1/credits', bearer(token));
      expect(reply.status, what).toBe(401);
      expect(reply.headers.get('www-authenticate'), what).toMatch(
        /^Bearer realm="impresario", error="invalid_token"/,
      );
      expect(await reply.json(), what).toMatchObject({ code: 'unauthenticated', retryable: false });
    }
  });

  it('[SEC-1] must be sent, as a bearer and not as a cookie', async () => {
    http = await openTestHttp();
    for (const headers of [
      {},
      { authorization: '' },
      { authorization: 'Basic eDp5' },
      { cookie: `impresario_session=${await userToken()}` },
    ]) {
      const reply = await fetch(`${http.url}/v1/credits`, { headers: headers as Record<string, string> });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="impresario"');
    }
  });
});

describe('local mode', () => {
  const local = (publicUrl = 'http://127.0.0.1:8787') => openTestHttp({ identity: localIdentity, publicUrl });
  const session = { cookie: `impresario_session=${OWNER_TOKEN}` };

  /** fetch does not let a caller set Host. */
  function withHost(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${OWNER_TOKEN}` };
      nodeRequest(`${http.url}/v1/credits`, { headers }, (reply) => {
        reply.resume();
        resolve(reply.statusCode);
      })
        .on('error', reject)
        .end();
    });
  }

  it('takes the owner by token and by cookie, and nobody else', async () => {
    http = await local();
    const get = async (headers: Record<string, string>) =>
      (await fetch(`${http.url}/v1/credits`, { headers })).status;
    expect(await get({ authorization: `Bearer ${OWNER_TOKEN}` })).toBe(200);
    expect(await get(session)).toBe(200);
    expect(await get({})).toBe(401);
    expect(await get({ authorization: 'Bearer x' })).toBe(401);
    expect(await get({ cookie: 'impresario_session=x' })).toBe(401);
    expect(http.logged.findLast((line) => line.fields.status === 200)?.fields.userId).toBe('owner');
  });

  it('turns the printed address into a cookie and takes the token out of sight', async () => {
    http = await local();
    const entered = await fetch(`${http.url}/?token=${OWNER_TOKEN}`, { redirect: 'manual' });
    expect(entered.status).toBe(303);
    expect(entered.headers.get('location')).toBe('/');
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^impresario_session=owner-token-of-the-test; .*HttpOnly/);
    expect(cookie).toContain('SameSite=Strict');
    expect(cookie).toContain('Path=/');
    const refused = await fetch(`${http.url}/?token=x`, { redirect: 'manual' });
    expect(refused.status).toBe(303);
    expect(refused.headers.has('set-cookie')).toBe(false);
    expect(JSON.stringify(http.logged)).not.toContain(OWNER_TOKEN);
  });

  it('[SEC-4] takes no cookie from a page of another origin', async () => {
    http = await local();
    const send = async (method: string, headers: Record<string, string>) =>
      (await fetch(`${http.url}/v1/realtime/tickets`, { method, headers: { ...session, ...headers } }))
        .status;
    expect(await send('POST', {})).toBe(201);
    expect(await send('POST', { origin: http.url })).toBe(201);
    expect(await send('POST', { origin: 'http://127.0.0.1:8787' })).toBe(201);
    for (const origin of [
      'http://127.0.0.1:3000',
      'https://app.test',
      'null',
      'http://localhost.evil.test',
    ]) {
      expect(await send('POST', { origin }), origin).toBe(403);
    }
    const site = async (name: string) =>
      (await fetch(`${http.url}/v1/credits`, { headers: { ...session, 'sec-fetch-site': name } })).status;
    expect([await site('same-origin'), await site('none')]).toEqual([200, 200]);
    expect([await site('same-site'), await site('cross-site')]).toEqual([403, 403]);
  });

  it('[SEC-4] answers only to names of its own machine', async () => {
    http = await local('http://music.home:8787');
    for (const host of [
      '127.0.0.1',
      'localhost:1',
      '127.9.9.9:80',
      '[::1]:8787',
      'music.home',
      'studio.localhost',
    ]) {
      expect(await withHost(host), host).toBe(200);
    }
    for (const host of [
      'evil.test',
      'evil.test:8787',
      '127.0.0.1.evil.test',
      'localhost.evil.test',
      '10.0.0.1',
      '0.0.0.0',
    ]) {
      expect(await withHost(host), host).toBe(403);
    }
  });
});
