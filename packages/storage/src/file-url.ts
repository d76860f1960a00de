import { createHmac, timingSafeEqual } from 'node:crypto';
import { assertBlobKey, isBlobKey } from './blob-key.ts';

export interface FileUrlParts {
  key: string;
  expiresAt: Date;
  secret: string;
}

/** Path and query of a blob that whoever holds it may read until `expiresAt` (whole seconds, rounded down). */
export function signFileUrl({ key, expiresAt, secret }: FileUrlParts): string {
  assertBlobKey(key);
  const expires = String(Math.floor(expiresAt.getTime() / 1000));
  // The alphabet of keys and of base64url needs no escaping.
  return `/files/${key}?expires=${expires}&signature=${signatureOf(key, expires, secret)}`;
}

export interface FileUrlClaim {
  key: string;
  /** Both as they stand in the query; missing ones as null. */
  expires: string | null | undefined;
  signature: string | null | undefined;
  secret: string;
  now: Date;
}

/** What a request for a file may be told: `forged` also covers a missing or malformed part. Compares in constant time. */
export function verifyFileUrl({
  key,
  expires,
  signature,
  secret,
  now,
}: FileUrlClaim): 'valid' | 'expired' | 'forged' {
  if (!expires || !signature || !/^\d{1,12}$/.test(expires) || !isBlobKey(key)) return 'forged';
  const expected = Buffer.from(signatureOf(key, expires, secret));
  const given = Buffer.from(signature);
  // The length is no secret, and timingSafeEqual wants it equal.
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
  return now.getTime() < Number(expires) * 1000 ? 'valid' : 'expired';
}

/** The first line keeps a signature made for another purpose with the same secret from fitting here. */
function signatureOf(key: string, expires: string, secret: string): string {
  return createHmac('sha256', secret).update(`impresario file v1\n${expires}\n${key}`).digest('base64url');
}
