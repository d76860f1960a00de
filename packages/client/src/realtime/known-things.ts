/** What tracks and operations have in common. */
export interface Thing {
  readonly id: string;
  readonly status: string;
  readonly revision: number;
}

const rememberedMax = 500;

/** The newest state of each thing that was heard of; the longest unheard of are forgotten beyond 500. */
export class KnownThings<T extends Thing> {
  readonly #byId = new Map<string, T>();

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** Keeps the newer of this and what is known. Returns what was known before, when this is news. */
  take(thing: T): { isNews: boolean; before: T | undefined } {
    const before = this.#byId.get(thing.id);
    if (before && before.revision >= thing.revision) return { isNews: false, before };
    this.#byId.delete(thing.id);
    this.#byId.set(thing.id, thing);
    for (const id of this.#byId.keys()) {
      if (this.#byId.size <= rememberedMax) break;
      this.#byId.delete(id);
    }
    return { isNews: true, before };
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }

  values(): IterableIterator<T> {
    return this.#byId.values();
  }

  /** Forgets all but these. */
  retain(ids: ReadonlySet<string>): void {
    for (const id of this.#byId.keys()) if (!ids.has(id)) this.#byId.delete(id);
  }

  clear(): void {
    this.#byId.clear();
  }
}
