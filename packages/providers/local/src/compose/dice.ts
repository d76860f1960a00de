/**
 * The composer's only source of chance. A die is forked by name, so what one part rolls never shifts what
 * another part hears: adding a shaker leaves the melody as it was.
 */
export interface Dice {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items, all alike; throws on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** One of the items, by weight. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** Normal around 0 with the given deviation, cut at 2.5 deviations so that no note strays. */
  gauss(deviation: number): number;
  /** A new array in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** An independent die; the same name gives the same rolls whatever was rolled before. */
  fork(name: string): Dice;
}

/** FNV-1a: spreads a text over 32 bits. */
function hashText(text: string, seed = 0x811c9dc5): number {
  let hash = seed >>> 0;
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  return hash;
}

/** One seed gives each brief a song of its own: without this every style would get the same key for a seed. */
export function seedFor(brief: string, seed: number): number {
  return scramble(hashText(brief, scramble(seed)));
}

/** Scrambles 32 bits (the finaliser of MurmurHash3), so that neighbouring seeds share nothing. */
function scramble(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A die whose every roll follows from `seed` (mulberry32). */
export function createDice(seed: number): Dice {
  const origin = scramble(Math.trunc(seed) ^ Math.trunc(seed / 0x1_0000_0000));
  let state = origin;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 15), bits | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 4294967296;
  };
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('Nothing to pick from');
    return items[Math.floor(next() * items.length)] as T;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    chance: (probability) => next() < probability,
    pick,
    weighted: (items) => {
      const total = items.reduce((sum, [, weight]) => sum + weight, 0);
      let roll = next() * total;
      const found = items.find(([, weight]) => (roll -= weight) < 0) ?? items[items.length - 1];
      if (!found) throw new Error('Nothing to pick from');
      return found[0];
    },
    gauss: (deviation) => {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return Math.max(-2.5, Math.min(2.5, normal)) * deviation;
    },
    shuffle: (items) => {
      const deck = [...items];
      for (let i = deck.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [deck[i], deck[j]] = [deck[j] as (typeof deck)[number], deck[i] as (typeof deck)[number]];
      }
      return deck;
    },
    fork: (name) => createDice(hashText(name, origin ^ 0x9e3779b9)),
  };
}

/**
 * Deals the items to the variants of one seed: while the deck lasts, two variants never hold the same card.
 * This is what makes variants different songs and not different takes.
 */
export interface Dealer {
  deal<T>(name: string, items: readonly T[]): T;
  /** A fraction 0–1 that is spread evenly over the variants. */
  spread(name: string): number;
}

/** A dealer for one variant of a seed. */
export function createDealer(seed: number, variant: number): Dealer {
  const dice = createDice(seed).fork('deal');
  return {
    deal: (name, items) => {
      const deck = dice.fork(name).shuffle(items);
      if (deck.length === 0) throw new Error(`Nothing to deal for ${name}`);
      return deck[variant % deck.length] as (typeof deck)[number];
    },
    // The golden ratio steps so that any few neighbouring variants lie far apart.
    spread: (name) => (dice.fork(name).next() + variant * 0.618034) % 1,
  };
}
