import { ImpresarioError } from './impresario-error.ts';
import { fingerprint } from './fingerprint.ts';
import { fieldsOf, parseJson } from './parse-json.ts';

/** A JWT or an API key, or what brings the one that holds now: it is asked before every request and connection. */
export type Token = string | (() => string | Promise<string>);

/** The token to send now. One that cannot be brought is a passing fault, for nothing was sent. */
export async function readToken(token: Token | undefined): Promise<string | undefined> {
  if (typeof token !== 'function') return token;
  try {
    return await token();
  } catch (cause) {
    const detail = 'The token for the server could not be had.';
    throw new ImpresarioError({ code: 'unreachable', detail, retryable: true, cause });
  }
}

/**
 * Who a token speaks for, as a hash: the same for two tokens of one user where they say whose they are, as JWTs do.
 * `cookie` without one. Tells users apart within this browser; only the server knows whether a token holds.
 */
export function identityOf(token: string | undefined): string {
  if (!token) return 'cookie';
  const { iss, sub } = readClaims(token);
  return fingerprint(typeof sub === 'string' ? JSON.stringify([iss, sub]) : token);
}

function readClaims(token: string): Readonly<Record<string, unknown>> {
  const [, payload = '', signature] = token.split('.');
  if (signature === undefined) return {};
  try {
    return fieldsOf(parseJson(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))));
  } catch {
    // No base64: then it is no JWT, but three words with points between.
    return {};
  }
}
