/** Node counts bytes only; names of a letter would come by the thousand, each to be looked at by all that comes after. */
const HEADERS_MAX = 200;

/** A reply to headers that no app should judge by, or null. `rawHeaders` are names and values in turn, as sent. */
export function refuseHeaders(rawHeaders: readonly string[]): Response | null {
  if (rawHeaders.length > 2 * HEADERS_MAX) return emptyReply(431);
  return hasTwoHosts(rawHeaders) ? unreadable() : null;
}

/** To what is no request at all, such as one for a host that cannot be: it never reaches the app. */
export function unreadable(): Response {
  return emptyReply(400);
}

/** Whoever stands before us may have judged by the other one (RFC 9112, section 3.2). */
function hasTwoHosts(rawHeaders: readonly string[]): boolean {
  const isHost = (name: string, at: number) =>
    at % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host';
  return rawHeaders.findIndex(isHost) !== rawHeaders.findLastIndex(isHost);
}

function emptyReply(status: number): Response {
  const headers = { connection: 'close', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };
  return new Response(null, { status, headers });
}
