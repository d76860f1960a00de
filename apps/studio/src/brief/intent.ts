import type { CreateTrackInput } from '@impresario/protocol';

/** After a track was accepted, the same brief is not taken for another one so soon: that is a double click. */
const doubleClickMs = 1_500;

interface Intent {
  readonly body: string;
  readonly key: string;
  acceptedAt: number | null;
}

let current: Intent | null = null;

/**
 * The idempotency key for what the user wants now. It stays the same while the brief is unchanged and the server
 * has not accepted it, however often it is sent; null when this is the second click of a double click.
 */
export function keyForIntent(request: CreateTrackInput, now: number): string | null {
  const body = JSON.stringify(request);
  if (current?.body === body) {
    if (current.acceptedAt === null) return current.key;
    if (now - current.acceptedAt < doubleClickMs) return null;
  }
  current = { body, key: newKey(), acceptedAt: null };
  return current.key;
}

export function intentAccepted(key: string, now: number): void {
  if (current?.key === key) current.acceptedAt = now;
}

/** The server will answer this key with 422 for ever, say: the next try is a new intent. */
export function intentSpent(key: string): void {
  if (current?.key === key) current = null;
}

/** `randomUUID` exists on secure pages only, and a studio in a home network may be reached over plain HTTP. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
