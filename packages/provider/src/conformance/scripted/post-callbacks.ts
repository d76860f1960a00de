import { setTimeout as sleep } from 'node:timers/promises';
import type { CallbackReceipt, ScriptedCallback, SongTask, Step } from './script.ts';
import { shapeSong } from './shape-song.ts';

const steps: Record<ScriptedCallback['type'], Step> = {
  text: { status: 'running', progress: 0.2 },
  first: { status: 'first', progress: 0.7 },
  complete: { status: 'succeeded' },
  error: { status: 'failed' },
};

/** Posts the callbacks a script asks for: early, late, twice, out of order, or never. */
export class CallbackPost {
  readonly receipts: CallbackReceipt[] = [];
  readonly #baseUrl: () => string;
  readonly #underway = new Set<Promise<unknown>>();
  #stop = new AbortController();

  constructor(baseUrl: () => string) {
    this.#baseUrl = baseUrl;
  }

  /** Resolves when those that go before the reply were answered; the rest follow in their time. */
  async follow(task: SongTask): Promise<void> {
    for (const callback of task.script.callbacks) {
      if (callback.after === 'before-reply') await this.post(task, callback);
    }
    const stop = this.#stop.signal;
    let previous: Promise<unknown> = Promise.resolve();
    for (const callback of task.script.callbacks) {
      const { after } = callback;
      if (after === 'before-reply') continue;
      const afterPrevious = previous;
      const posted = sleep(after, undefined, { signal: stop })
        .then(() => (after === 0 ? afterPrevious : undefined))
        .then(() => this.post(task, callback))
        .catch(() => undefined);
      previous = posted;
      this.#underway.add(posted);
      void posted.finally(() => this.#underway.delete(posted));
    }
  }

  async post(task: SongTask, callback: Omit<ScriptedCallback, 'after'>): Promise<CallbackReceipt[]> {
    const { callbackUrl } = task;
    if (callbackUrl === null) return [];
    const song = shapeSong(task, steps[callback.type], this.#baseUrl());
    const body = JSON.stringify({ type: callback.type, ...song });
    const times = Array.from({ length: callback.times ?? 1 });
    const sent = await Promise.all(times.map(() => this.#postOnce(callbackUrl, body)));
    const receipts = sent.map((status) => ({ taskId: task.taskId, type: callback.type, status }));
    this.receipts.push(...receipts);
    return receipts;
  }

  async settled(): Promise<void> {
    await Promise.all(this.#underway);
  }

  /** Takes back what was not posted yet. */
  forget(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.receipts.length = 0;
  }

  async #postOnce(url: string, body: string): Promise<number | null> {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        signal: this.#stop.signal,
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      return null;
    }
  }
}
