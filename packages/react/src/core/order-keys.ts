import { newKey } from '@impresario/client';

/** One idempotency key for each thing that is wanted, kept until the server has taken it (IDM-2). */
export class OrderKeys {
  readonly #keys = new Map<string, string>();

  /** The same key for the same body, however often it is sent. */
  keyFor(body: unknown): string {
    const name = JSON.stringify(body) ?? '';
    const key = this.#keys.get(name) ?? newKey();
    this.#keys.set(name, key);
    return key;
  }

  /** The server has taken it, or never will under this key: wanted again, it is wanted anew. */
  done(body: unknown): void {
    this.#keys.delete(JSON.stringify(body) ?? '');
  }
}
