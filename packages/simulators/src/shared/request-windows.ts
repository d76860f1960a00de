/** Counts requests by key, for limits such as 20 in any 10 seconds. */
export interface RequestWindows {
  /** False when the key had its fill within the window; a refused request does not count. */
  allow(key: string, countMax: number, windowMs: number): boolean;
  clear(): void;
}

export function createRequestWindows(now: () => number, isLimited: boolean): RequestWindows {
  const seen = new Map<string, number[]>();
  return {
    allow(key, countMax, windowMs) {
      if (!isLimited) return true;
      const recent = (seen.get(key) ?? []).filter((at) => at > now() - windowMs);
      const allowed = recent.length < countMax;
      if (allowed) recent.push(now());
      seen.set(key, recent);
      return allowed;
    },
    clear: () => seen.clear(),
  };
}
