import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { exportSPKI, importJWK, type CryptoKey, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngineHttp, type EngineHttp } from '../testing/open-engine-http.ts';
import { heldClock, jwtIdentity, userToken } from '../testing/open-test-http.ts';
import { startJwksServer, type JwksServer } from '../testing/jwks-server.ts';
import { createSigner, forge, goodClaims, signerFrom, startSeconds, type Signer } from '../testing/signer.ts';
import { createJwtCheck } from './jwt-check.ts';

type Tokens = Readonly<Record<string, string>>;

let rsa: Signer, ec: Signer, ed: Signer, pss: Signer, mallory: Signer, unnamed: Signer;
let published: JWK[];
let jwks: JwksServer;
let lure: JwksServer;
let http: EngineHttp;
const small = generateKeyPairSync('rsa', { modulusLength: 1024 });

beforeAll(async () => {
  [rsa, ec, ed, mallory] = await Promise.all([
    createSigner('RS256', 'rsa'),
    createSigner('ES256', 'ec'),
    createSigner('EdDSA', 'ed'),
    createSigner('RS256', 'rsa'),
  ]);
  pss = await signerFrom(rsa, 'PS256', { kid: 'pss', alg: 'PS256' });
  unnamed = await signerFrom(rsa, 'PS256', { kid: 'unnamed', alg: undefined });
  const encrypting = { ...ec.published, kid: 'encrypting', use: 'enc' };
  published = [
    {
      kty: 'oct',
      k: Buffer.from('shared by mistake, 32 characters').toString('base64url'),
      kid: 'secret',
      alg: 'HS256',
    },
    { ...small.publicKey.export({ format: 'jwk' }), kid: 'small', alg: 'RS256' },
    { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'broken' },
    ...[rsa, ec, ed, pss, unnamed].map((signer) => signer.published),
    encrypting,
  ];
  [jwks, lure] = await Promise.all([startJwksServer(...published), startJwksServer(mallory.published)]);
  http = await openEngineHttp({ identity: { ...jwtIdentity, keys: { kind: 'jwks', url: jwks.url } } });
});
afterAll(() => Promise.all([http.close(), jwks.close(), lure.close()]));

const status = async (token: string) => (await http.ask(token, 'GET', '/v1/credits')).status;
const hmac = (header: object, key: string) => {
  const unsigned = forge(header, goodClaims, '').slice(0, -1);
  return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`;
};

describe('tokens signed with published keys', () => {
  it('[SEC-1] of each algorithm are taken', async () => {
    for (const signer of [rsa, ec, ed, pss])
      expect(await status(await signer.sign()), signer.published.kid).toBe(200);
    expect(await status(await ec.sign({ iat: startSeconds + 60, nbf: startSeconds + 60 }))).toBe(200);
    expect(await status(await rsa.sign({ exp: startSeconds - 59 }, { typ: 'at+jwt' }))).toBe(200);
    expect(await status(await ed.sign({ exp: 1e300 }))).toBe(200);
  });

  it('[SEC-1] are refused when they are hostile, with nothing written and nobody asked', async () => {
    await http.rows('truncate profiles cascade');
    const asked = jwks.count();
    const tokens = {
      ...unsigned(),
      ...(await confused()),
      ...(await misfits()),
      ...(await misled()),
      ...(await deformed()),
    };
    expect(Object.keys(tokens).length).toBeGreaterThan(55);
    for (const [what, token] of Object.entries(tokens)) {
      const answer = await http.ask(token, 'POST', '/v1/tracks', { prompt: 'rain' });
      expect([answer.status, answer.body?.code], what).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate'), what).toMatch(/^Bearer realm="impresario"/);
    }
    expect(await http.rows('select 1 from profiles union all select 1 from tracks')).toEqual([]);
    expect(lure.count()).toBe(0);
    // Time stands still, so what was fetched a moment ago is all that is asked for.
    expect(jwks.count()).toBe(asked);
  });

  it('[SEC-1] may not hold line breaks', async () => {
    const check = createJwtCheck(
      { ...jwtIdentity, keys: { kind: 'jwks', url: jwks.url } },
      { clock: heldClock(), log: { debug() {}, info() {}, warn() {}, error() {} } },
    );
    const good = await ec.sign();
    expect(await check(good)).toHaveProperty('caller.userId', 'user-1');
    for (const broken of ['\n', '\r\n', ' ', '\t', '\u00a0', '='].flatMap((text) => [
      good.replace('.', `.${text}`),
      good.replace('.', `${text}.`),
      good + text,
      text + good,
    ])) {
      expect(await check(broken), JSON.stringify(broken)).toHaveProperty('refused', 'unauthenticated');
    }
  });
});

function unsigned(): Tokens {
  const tokens: Record<string, string> = {};
  for (const alg of ['none', 'None', 'NONE', 'nOnE']) {
    tokens[`alg ${alg}`] = forge({ alg }, goodClaims, '');
    tokens[`alg ${alg}, with a signature`] = forge({ alg, kid: 'rsa' }, goodClaims, 'AAAA');
  }
  for (const alg of ['', null, 7, ['RS256'], { alg: 'RS256' }, undefined]) {
    tokens[`alg ${JSON.stringify(alg)}`] = forge({ alg, kid: 'rsa' }, goodClaims, 'AAAA');
  }
  return tokens;
}

/** A public key as a secret, and one key for two algorithms. */
async function confused(): Promise<Tokens> {
  const pem = await exportSPKI((await importJWK(rsa.published, 'RS256', { extractable: true })) as CryptoKey);
  const small256 = (claims: object) => {
    const text = forge({ alg: 'RS256', kid: 'small' }, claims, '').slice(0, -1);
    return `${text}.${createSign('sha256').update(text).sign(small.privateKey, 'base64url')}`;
  };
  return {
    'HS256 with the PEM': hmac({ alg: 'HS256', kid: 'rsa' }, pem),
    'HS256 with the PEM, trimmed': hmac({ alg: 'HS256', kid: 'rsa' }, pem.trim()),
    'HS256 with the JWK': hmac({ alg: 'HS256', kid: 'rsa' }, JSON.stringify(rsa.published)),
    'HS256 with the modulus': hmac({ alg: 'HS256' }, rsa.published.n!),
    'HS256 with nothing': hmac({ alg: 'HS256' }, ''),
    'HS256 with a published secret': hmac(
      { alg: 'HS256', kid: 'secret' },
      'shared by mistake, 32 characters',
    ),
    'RS256 header over an HMAC': hmac({ alg: 'RS256', kid: 'rsa' }, pem),
    'PS256 with the key of RS256': await pss.sign({}, { kid: 'rsa' }),
    'PS256 with a key that names none': await unnamed.sign(),
    'RS256 with the key of PS256': await rsa.sign({}, { kid: 'pss' }),
    'ES256 with the key of RS256': await ec.sign({}, { kid: 'rsa' }),
    'ES256 with a key for encrypting': await ec.sign({}, { kid: 'encrypting' }),
    'RS256 with a key of 1024 bits': small256(goodClaims),
    'RS512 with the key of RS256': await (await signerFrom(rsa, 'RS512', {})).sign(),
    'a broken key': forge({ alg: 'ES256', kid: 'broken' }, goodClaims, 'A'.repeat(86)),
    'several keys that would fit': await rsa.sign({}, { kid: undefined }),
  };
}

/** Well signed, and still nobody's proof. */
async function misfits(): Promise<Tokens> {
  const claims: Readonly<Record<string, Record<string, unknown>>> = {
    'for another audience': { aud: 'other' },
    'for no audience': { aud: undefined },
    'for an empty audience': { aud: [] },
    'of another issuer': { iss: 'https://issuer.test.evil.test' },
    'of no issuer': { iss: undefined },
    'without an end': { exp: undefined },
    'without a subject': { sub: undefined },
    'whose end is no number': { exp: '9999999999' },
    expired: { exp: startSeconds - 61 },
    'issued in the future': { iat: startSeconds + 61 },
    'issued at no time': { iat: 'now' },
    'not valid yet': { nbf: startSeconds + 61 },
    'of the project itself': { role: 'service_role' },
    'of an unknown visitor': { role: 'anon' },
    'of 9 KB': { padding: 'x'.repeat(9 * 1024) },
    'of a user with a NUL': { sub: 'a\u0000' },
    'of a user list': { sub: ['user-1'] },
  };
  const signed = await Promise.all(
    Object.entries(claims).map(async ([what, over]) => [what, await ec.sign(over)] as const),
  );
  const critical = { crit: ['exp'], exp: startSeconds + 60 };
  return {
    ...Object.fromEntries(signed),
    'that lasts for ever': await endless(),
    'with something critical': await ec.sign({}, critical),
  };
}

/** JSON.parse reads 1e309 as Infinity. */
async function endless(): Promise<string> {
  const text = forge(
    { alg: 'ES256', kid: 'ec' },
    JSON.stringify(goodClaims).replace(/"exp":\d+/, '"exp":1e309'),
    '',
  );
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    ec.privateKey,
    Buffer.from(text.slice(0, -1)),
  );
  return text + Buffer.from(signature).toString('base64url');
}

/** Signed by somebody else, with hints to where that key could be found. */
async function misled(): Promise<Tokens> {
  const headers: Readonly<Record<string, Record<string, unknown>>> = {
    'a kid of ours': {},
    'a kid with SQL': { kid: "rsa' or '1'='1" },
    'a kid that drops tables': { kid: "'; drop table profiles; --" },
    'a kid that is an address': { kid: lure.url },
    'a kid that is a path': { kid: '../../../../dev/null' },
    'a kid that is no text': { kid: { $ne: null } },
    'a kid that is a list': { kid: ['rsa'] },
    'a kid that is a prototype': { kid: '__proto__' },
    'a kid that is long': { kid: 'k'.repeat(2000) },
    'a jku': { jku: lure.url },
    'an x5u': { x5u: lure.url },
    'a jwk': { jwk: mallory.published },
    'an x5c': { x5c: ['AAAA'] },
  };
  const signed = await Promise.all(
    Object.entries(headers).map(async ([what, header]) => [what, await mallory.sign({}, header)] as const),
  );
  return Object.fromEntries(signed);
}

async function deformed(): Promise<Tokens> {
  const good = await ec.sign();
  const [header = '', claims = '', signature = ''] = good.split('.');
  return {
    'one segment': header,
    'two segments': `${header}.${claims}`,
    'four segments': `${good}.${signature}`,
    'five segments': `${good}.${claims}.${signature}`,
    'an empty segment': `${header}..${signature}`,
    'no signature': `${header}.${claims}.`,
    'half a signature': good.slice(0, -8),
    'the signature of another': `${header}.${claims}.${(await ec.sign({ sub: 'x' })).split('.')[2]}`,
    padding: `${good}=`,
    'another alphabet': `${header}.${claims}.${signature.slice(0, -1)}+`,
    'a header that is a list': forge([], goodClaims, signature),
    'a header that is null': forge('null', goodClaims, signature),
    'a header that is no JSON': forge('{', goodClaims, signature),
    'only dots': '..',
  };
}

describe('tokens signed with the shared secret', () => {
  it('[SEC-1] are refused when another algorithm is meant', async () => {
    const secretHttp = await openEngineHttp();
    try {
      const tokens = {
        ...unsigned(),
        RS256: await rsa.sign(),
        'another secret': await userToken({}, 'x'.repeat(40)),
      };
      for (const [what, token] of Object.entries(tokens)) {
        expect((await secretHttp.ask(token, 'GET', '/v1/credits')).status, what).toBe(401);
      }
      expect((await secretHttp.ask(await userToken(), 'GET', '/v1/credits')).status).toBe(200);
    } finally {
      await secretHttp.close();
    }
  });
});
