import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpOptions } from '../http-options.ts';

const TICKET_SECONDS = 60;
const TICKET_LENGTH_MAX = 2048;

export interface Tickets {
  /** Lets the user open one stream within a minute, where no header can be sent. */
  issue(userId: string): { readonly ticket: string; readonly expiresAt: Date };
  /** The ticket's user, once; null for a ticket used, expired or not ours. */
  redeem(ticket: string): string | null;
}

/**
 * Tickets are signed, so any process with the same secret takes them. Each process remembers those it has taken
 * until they expire, which makes them single use behind one address.
 */
export function createTickets({
  clock,
  dice,
  fileUrlSecret,
}: Pick<HttpOptions, 'clock' | 'dice' | 'fileUrlSecret'>): Tickets {
  const used = new Map<string, number>();

  const forgetExpired = (now: number) => {
    // Entries stand nearly in the order of their expiry, so this stops early.
    for (const [ticket, expiresAt] of used) {
      if (expiresAt > now) return;
      used.delete(ticket);
    }
  };

  return {
    issue(userId) {
      const expiresAt = new Date(clock.now().getTime() + TICKET_SECONDS * 1000);
      const claim = Buffer.from(JSON.stringify([userId, expiresAt.getTime(), dice.secret()])).toString(
        'base64url',
      );
      return { ticket: `${claim}.${sign(claim, fileUrlSecret)}`, expiresAt };
    },
    redeem(ticket) {
      const now = clock.now().getTime();
      forgetExpired(now);
      const claim = ticket.length <= TICKET_LENGTH_MAX ? signedClaim(ticket, fileUrlSecret) : null;
      if (claim === null || used.has(ticket)) return null;
      const [userId, expiresAt] = JSON.parse(Buffer.from(claim, 'base64url').toString()) as [
        string,
        number,
        string,
      ];
      if (expiresAt <= now) return null;
      used.set(ticket, expiresAt);
      return userId;
    },
  };
}

function signedClaim(ticket: string, secret: string): string | null {
  const [claim = '', signature = '', ...rest] = ticket.split('.');
  const expected = Buffer.from(sign(claim, secret));
  const given = Buffer.from(signature);
  const isOurs = rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
  return isOurs ? claim : null;
}

/** The first line keeps a signature made for another purpose with the same secret from fitting here. */
function sign(claim: string, secret: string): string {
  return createHmac('sha256', secret).update(`impresario ticket v1\n${claim}`).digest('base64url');
}
