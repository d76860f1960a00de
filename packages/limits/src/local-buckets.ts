import { afterTake, inUs, isWithin, spanUs, tokenUs, type FullAtUs } from './bucket.ts';

export interface LocalTake {
  readonly isTaken: boolean;
  readonly fullAtUs: FullAtUs;
}

/** Buckets of this process alone. */
export interface LocalBuckets {
  take(name: string, perMinute: number, now: Date): LocalTake;
  /** When it is full again, nothing taken. */
  look(name: string, now: Date): FullAtUs;
  /** Takes so many tokens, or as many as there are. */
  drain(name: string, perMinute: number, now: Date, tokens: number): void;
  giveBack(name: string, perMinute: number): void;
}

/** At most `countMax` buckets; beyond that the one unused for longest is forgotten, which fills it. */
export function createLocalBuckets(countMax: number): LocalBuckets {
  const buckets = new Map<string, FullAtUs>();

  function keep(name: string, fullAtUs: FullAtUs): void {
    buckets.delete(name);
    buckets.set(name, fullAtUs);
    if (buckets.size > countMax) buckets.delete(buckets.keys().next().value!);
  }

  return {
    take(name, perMinute, now) {
      const nowUs = inUs(now);
      const fullAtUs = afterTake(buckets.get(name), { perMinute, nowUs });
      const isTaken = isWithin(fullAtUs, perMinute, nowUs);
      if (isTaken) keep(name, fullAtUs);
      return { isTaken, fullAtUs };
    },
    look: (name, now) => Math.max(inUs(now), buckets.get(name) ?? 0),
    drain(name, perMinute, now, tokens) {
      const nowUs = inUs(now);
      const drained = afterTake(buckets.get(name), { perMinute, nowUs, tokens });
      keep(name, Math.min(drained, nowUs + spanUs(perMinute)));
    },
    giveBack(name, perMinute) {
      const fullAtUs = buckets.get(name);
      if (fullAtUs !== undefined) buckets.set(name, fullAtUs - tokenUs(perMinute));
    },
  };
}
