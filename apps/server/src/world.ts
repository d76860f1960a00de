import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Clock, Dice } from '@impresario/engine';

/** The only module of the server that knows the real time and real chance; everything else is given them. */

export const realClock: Clock = {
  now: () => new Date(),
  schedule(run, delayMs) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export const realDice: Dice = {
  id: uuidV7,
  secret: () => randomBytes(32).toString('base64url'),
  fraction: () => Math.random(),
};

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, then chance. */
function uuidV7(at: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Cores this process may use. */
export const coreCount = availableParallelism();

export const processId = process.pid;
