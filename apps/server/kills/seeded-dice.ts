/** Chance that a seed repeats: the same moments, victims and wishes in the same order. */
export interface SeededDice {
  /** 0 ≤ fraction < 1. */
  fraction(): number;
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** The generator mulberry32: 32 bits of state, good enough to scatter moments. */
export function seededDice(seed: number): SeededDice {
  let state = seed >>> 0;
  function fraction(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    fraction,
    between: (low, high) => low + fraction() * (high - low),
    chance: (share) => fraction() < share,
    pick: (items) => items[Math.floor(fraction() * items.length)]!,
    shuffled: (items) =>
      items
        .map((item) => ({ item, order: fraction() }))
        .sort((one, other) => one.order - other.order)
        .map(({ item }) => item),
  };
}
