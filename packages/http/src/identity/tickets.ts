import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpOptions } from '../http-options.ts';

const TICKET_SECONDS = 60;
const TICKET_LENGTH_MAX = 2048;

export interface Tickets {
  /** Lets the user open one stream within a minute, where no header can be sent. */
  issue(holder: TicketHolder): { readonly ticket: string; readonly expiresAt: Date };
  /** Whose the ticket is, once; null for a ticket used, expired or not ours. */
  redeem(ticket: string): TicketHolder | null;
}

/** A stream opened by ticket ends when the proof ends by which the ticket was got. */
export interface TicketHolder {
  readonly userId: string;
  readonly callerExpiresAt: Date | null;
}

type Claim = readonly [userId: string, expiresAt: number, callerExpiresAt: number | null, nonce: string];

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
    issue({ userId, callerExpiresAt }) {
      const expiresAt = new Date(clock.now().getTime() + TICKET_SECONDS * 1000);
      const claim: Claim = [userId, expiresAt.getTime(), callerExpiresAt?.getTime() ?? null, dice.secret()];
      const written = Buffer.from(JSON.stringify(claim)).toString('base64url');
      return { ticket: `${written}.${sign(written, fileUrlSecret)}`, expiresAt };
    },
    redeem(ticket) {
      const now = clock.now().getTime();
      forgetExpired(now);
      const claim = ticket.length <= TICKET_LENGTH_MAX ? signedClaim(ticket, fileUrlSecret) : null;
      if (claim === null || used.has(ticket)) return null;
      const [userId, expiresAt, callerExpiresAt] = JSON.parse(
        Buffer.from(claim, 'base64url').toString(),
      ) as Claim;
      if (expiresAt <= now) return null;
      used.set(ticket, expiresAt);
      return { userId, callerExpiresAt: callerExpiresAt === null ? null : new Date(callerExpiresAt) };
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
  return createHmac('sha256', secret).update(`impresario ticket v2\n${claim}`).digest('base64url');
}
