import type { Clock } from '@impresario/engine';

/** Something that has to be said every 15 s, so that nothing between us and the client takes the connection for dead. */
export interface Beating {
  beat(): void;
}

/** One heart for all connections, which beats a sixtieth of them at a time. It stands still while there are none. */
export interface Pulse {
  /** Beats the member from now on; it leaves the part that is returned. */
  join(member: Beating): PulsePart;
}

const EVERY_MS = 15_000;
/** They beat a quarter of a second apart. */
const PARTS = 60;

export function createPulse(clock: Pick<Clock, 'schedule'>): Pulse {
  const parts = Array.from(
    { length: PARTS },
    (_, nth) => new PulsePart(clock, (EVERY_MS * (nth + 1)) / PARTS),
  );
  let joined = 0;
  return {
    join(member) {
      const part = parts[joined % PARTS]!;
      joined += 1;
      part.join(member);
      return part;
    },
  };
}

class PulsePart {
  readonly #clock: Pick<Clock, 'schedule'>;
  readonly #firstMs: number;
  readonly #members = new Set<Beating>();
  #cancel: () => void = () => {};

  constructor(clock: Pick<Clock, 'schedule'>, firstMs: number) {
    this.#clock = clock;
    this.#firstMs = firstMs;
  }

  join(member: Beating): void {
    if (this.#members.size === 0) this.#wait(this.#firstMs);
    this.#members.add(member);
  }

  leave(member: Beating): void {
    if (this.#members.delete(member) && this.#members.size === 0) this.#cancel();
  }

  #wait(delayMs: number): void {
    this.#cancel = this.#clock.schedule(() => {
      this.#wait(EVERY_MS);
      // One may leave while it beats, hence the copy.
      for (const member of [...this.#members]) member.beat();
    }, delayMs);
  }
}

export type { PulsePart };
