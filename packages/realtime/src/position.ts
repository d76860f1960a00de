/**
 * A place in the event log, in commit order: by transaction, then by number. `id: 0n` stands before every
 * row of its transaction, so `{ xid: watermark, id: 0n }` means "all that is settled has been seen".
 */
export interface Position {
  readonly xid: bigint;
  readonly id: bigint;
}

// 2^64 − 1 has 13 digits in base 36; with both parts at full width, ids sort as text in log order.
const PART_LENGTH = 13;
const MAX_XID = 2n ** 64n - 1n;
const MAX_ID = 2n ** 63n - 1n;
const POSITION_SHAPE = /^[0-9a-z]{26}$/;

/** The event id a client sees and sends back as `Last-Event-ID`. */
export function formatPosition({ xid, id }: Position): string {
  return xid.toString(36).padStart(PART_LENGTH, '0') + id.toString(36).padStart(PART_LENGTH, '0');
}

/** null when the text was not written by `formatPosition`. */
export function parsePosition(text: string): Position | null {
  if (!POSITION_SHAPE.test(text)) return null;
  const position = {
    xid: fromBase36(text.slice(0, PART_LENGTH)),
    id: fromBase36(text.slice(PART_LENGTH)),
  };
  return position.xid <= MAX_XID && position.id <= MAX_ID ? position : null;
}

/** Negative when `a` comes first, zero when they are the same place. */
export function comparePositions(a: Position, b: Position): number {
  if (a.xid !== b.xid) return a.xid < b.xid ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}

function fromBase36(digits: string): bigint {
  let value = 0n;
  for (const digit of digits) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value;
}
