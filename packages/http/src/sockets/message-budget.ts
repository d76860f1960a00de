import type { Clock } from '@impresario/engine';

const PER_SECOND = 10;

/** How much a client may say: subscriptions cost queries, and each proof of identity a check. */
export class MessageBudget {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #burst: number;
  #left: number;
  #at: number;

  constructor(clock: Pick<Clock, 'now'>, burst: number) {
    this.#clock = clock;
    this.#burst = burst;
    this.#left = burst;
    this.#at = clock.now().getTime();
  }

  /** false when there is nothing left to spend. */
  spend(): boolean {
    const now = this.#clock.now().getTime();
    this.#left = Math.min(this.#burst, this.#left + (Math.max(0, now - this.#at) / 1000) * PER_SECOND);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
