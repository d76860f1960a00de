/** Whom a ticket stands for, and how they proved who they are when they got it. */
export interface TicketHolder {
  readonly userId: string;
  /** The API key they came by; null for the person. */
  readonly keyId: string | null;
  /** When that proof ends; a stream opened by the ticket ends then too. */
  readonly proofExpiresAt: Date | null;
}

/** What opens one stream where no header can be sent (RT-1), and what may end it early. */
export interface StreamTicketVerbs {
  /** Good for one stream within a minute, on any node. */
  issueTicket(holder: TicketHolder): Promise<{ readonly ticket: string; readonly expiresAt: Date }>;
  /** Whose the ticket is, once; null for one that is used, expired, unknown, or got with a key revoked since. */
  redeemTicket(ticket: string): Promise<TicketHolder | null>;
  /** Those of these API keys that are not good any more. */
  findDeadKeys(keyIds: readonly string[]): Promise<ReadonlySet<string>>;
}
