const WAIT_SECONDS_MAX = 60;

/** For how many seconds a client wants its reply held (`Prefer: wait=N`, RFC 7240), at most 60; 0 for not at all. */
export function preferredWaitSeconds(prefer: string | undefined): number {
  for (const preference of prefer?.split(',') ?? []) {
    const [, digits] = /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;.*)?$/i.exec(preference) ?? [];
    // Of a repeated preference the first counts (RFC 7240, section 2).
    if (digits !== undefined) return Math.min(Number(digits), WAIT_SECONDS_MAX);
  }
  return 0;
}
