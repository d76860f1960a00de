import type { Topic } from './relay.ts';

/** Who listens to the words of other processes, by topic. */
export class Hearers {
  readonly #byTopic = { events: new Set<() => void>(), work: new Set<() => void>() };

  get count(): number {
    return this.#byTopic.events.size + this.#byTopic.work.size;
  }

  /** Returns what removes it. */
  add(topic: Topic, hear: () => void): () => void {
    // The same function may listen twice.
    const own = () => hear();
    this.#byTopic[topic].add(own);
    return () => this.#byTopic[topic].delete(own);
  }

  tell(topics: readonly Topic[]): void {
    for (const topic of topics) for (const hear of this.#byTopic[topic]) hear();
  }

  /** Some words may have been missed. */
  tellAll(): void {
    this.tell(['events', 'work']);
  }
}
