import { createHmac, timingSafeEqual } from 'node:crypto';

export interface HmacClaim {
  readonly key: string;
  /** The body as it came over the wire. */
  readonly message: Uint8Array | string;
  /** As it stands in the header. */
  readonly signature: string;
}

/**
 * Whether a signature is the HMAC-SHA256 of the message: in hex, also after `sha256=`, or in padded base64. Compares in constant
 * time, never throws, and takes no empty key, with which anybody could sign.
 */
export function verifyHmacSha256({ key, message, signature }: HmacClaim): boolean {
  const given = digestOf(signature);
  if (given === null || key === '') return false;
  return timingSafeEqual(given, createHmac('sha256', key).update(message).digest());
}

/** The 32 bytes that a signature spells; null for every other text, as Buffer.from passes over what it cannot read. */
function digestOf(signature: string): Buffer | null {
  const hex = /^(?:sha256=)?([0-9a-fA-F]{64})$/.exec(signature)?.[1];
  if (hex !== undefined) return Buffer.from(hex, 'hex');
  if (!/^[A-Za-z0-9+/]{43}=$/.test(signature)) return null;
  const bytes = Buffer.from(signature, 'base64');
  // The last letter holds two bits that stand for nothing; only one spelling of a digest is taken.
  return bytes.toString('base64') === signature ? bytes : null;
}
