import { useState } from 'react';

interface Settled<Value> {
  /** What the value belongs to, as text. */
  readonly key: string;
  readonly value: Value;
}

/** The last value there was and what it belongs to; null before the first. */
export function useSettled<Value>(key: string, value: Value | undefined): Settled<Value> | null {
  const [settled, setSettled] = useState<Settled<Value> | null>(null);
  if (value === undefined) return settled;
  if (settled?.value === value && settled.key === key) return settled;
  const next = { key, value };
  setSettled(next);
  return next;
}
