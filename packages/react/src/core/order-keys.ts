import { ImpresarioError, newKey } from '@impresario/client';

/** One idempotency key for each thing that is wanted, kept until the server has taken it (IDM-2). */
export class OrderKeys {
  readonly #keys = new Map<string, string>();

  /** Sends under the same key for the same body, however often, until it was taken or never will be. */
  async send<Made>(body: unknown, send: (idempotencyKey: string) => Promise<Made>): Promise<Made> {
    const name = JSON.stringify(body) ?? '';
    for (let isFirst = true; ; isFirst = false) {
      const key = this.#keys.get(name) ?? newKey();
      this.#keys.set(name, key);
      try {
        const made = await send(key);
        this.#keys.delete(name);
        return made;
      } catch (error) {
        if (!(error instanceof ImpresarioError)) throw error;
        if (error.status === 400 || error.status === 422) this.#keys.delete(name);
        // The same body of another track: what stood under this key was sent by this component before it was shown that.
        if (error.code !== 'idempotency_mismatch' || !isFirst) throw error;
      }
    }
  }
}
