import { createHash } from 'node:crypto';
import type { Dice } from '../ports.ts';

const mark = 'imp_';
const shownLength = mark.length + 8;

/** A new key, what is kept of it, and how it begins. */
export function throwApiKey(dice: Dice): { key: string; hash: Buffer; prefix: string } {
  const key = mark + dice.secret();
  return { key, hash: hashApiKey(key), prefix: key.slice(0, shownLength) };
}

/** Of what is sent only the hash is looked up, so the time it takes tells nothing of the keys there are. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
