import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { START } from './open-test-http.ts';

export const startSeconds = START.getTime() / 1000;

/** One key of an identity provider: what it publishes, and tokens that it signs. */
export interface Signer {
  readonly published: JWK;
  readonly privateKey: CryptoKey;
  /** A good token, with these claims over it (undefined leaves one out) and these in its header. */
  sign(claims?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>;
}

export async function createSigner(alg: string, kid: string): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return signer(privateKey, { ...(await exportJWK(publicKey)), kid, alg });
}

/** The same key under another name and for another algorithm, as it should never be published. */
export async function signerFrom(other: Signer, alg: string, published: Partial<JWK>): Promise<Signer> {
  const privateKey = (await importJWK(await exportJWK(other.privateKey), alg)) as CryptoKey;
  return signer(privateKey, { ...other.published, ...published }, alg);
}

function signer(privateKey: CryptoKey, published: JWK, alg = published.alg!): Signer {
  const { kid } = published;
  return {
    published: JSON.parse(JSON.stringify(published)) as JWK,
    privateKey,
    sign: (claims = {}, header = {}) =>
      new SignJWT(JSON.parse(JSON.stringify({ ...goodClaims, ...claims })) as Record<string, unknown>)
        .setProtectedHeader({ alg, kid: kid!, ...header })
        .sign(privateKey, { crit: { exp: true } }),
  };
}

export const goodClaims = {
  sub: 'user-1',
  aud: 'authenticated',
  iss: 'https://issuer.test',
  iat: startSeconds,
  exp: startSeconds + 3600,
};

/** A token put together by hand, its signature whatever is said. */
export function forge(header: unknown, claims: unknown, signature: string): string {
  const encode = (part: unknown) =>
    Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url');
  return `${encode(header)}.${encode(claims)}.${signature}`;
}
