import type { Clock } from '@impresario/engine';

/** Remembers each value until its time, and of more than `countMax` the newest. */
export interface ExpiringMap<Value> {
  get(key: string): Value | null;
  set(key: string, value: Value, untilMs: number): void;
}

export function createExpiringMap<Value>(clock: Clock, countMax: number): ExpiringMap<Value> {
  // In the order of insertion.
  const entries = new Map<string, { readonly value: Value; readonly untilMs: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return null;
      if (entry.untilMs > clock.now().getTime()) return entry.value;
      entries.delete(key);
      return null;
    },
    set(key, value, untilMs) {
      entries.delete(key);
      entries.set(key, { value, untilMs });
      if (entries.size <= countMax) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
  };
}
