/** Answers false when the key had its fill within the window; a refused request does not count. */
export type RequestWindow = (key: string, now: number) => boolean;

/** At most `countMax` requests a key in any `windowMs`. */
export function createRequestWindow(countMax: number, windowMs: number): RequestWindow {
  const seen = new Map<string, number[]>();
  return (key, now) => {
    const recent = (seen.get(key) ?? []).filter((at) => at > now - windowMs);
    const allowed = recent.length < countMax;
    if (allowed) recent.push(now);
    seen.set(key, recent);
    return allowed;
  };
}
