export interface IdealBucket {
  take(now: Date): boolean;
  giveBack(): void;
  remaining(now: Date): number;
}

/** A token bucket as the textbook has it: a level that rises with time. Exact; the real ones are held against it. */
export function createIdealBucket(perMinute: number): IdealBucket {
  const capacity = BigInt(perMinute);
  const token = (60_000_000n + capacity - 1n) / capacity;
  const full = capacity * token;
  let level = full;
  let at = 0n;

  /** What is there for a clock that shows `now`; one that is behind sees what had not come by then as missing. */
  function levelAt(now: Date): bigint {
    const nowUs = BigInt(now.getTime()) * 1000n;
    if (nowUs >= at) {
      level = smaller(full, level + nowUs - at);
      at = nowUs;
    }
    return level - (at - nowUs);
  }

  return {
    take(now) {
      if (levelAt(now) < token) return false;
      level -= token;
      return true;
    },
    giveBack() {
      level = smaller(full, level + token);
    },
    remaining(now) {
      const there = levelAt(now);
      return there < 0n ? 0 : Number(there / token);
    },
  };
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
