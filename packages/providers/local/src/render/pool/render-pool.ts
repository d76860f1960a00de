import { RenderFailure } from '../render-failure.ts';
import type { OnProgress } from '../render-song.ts';
import type { SoundFontSource } from '../synth/soundfont.ts';
import type { RenderedSong, RenderJob } from './job.ts';
import { realAfter, type After } from '../../world.ts';
import { RenderWorker } from './render-worker.ts';

export interface RenderPoolOptions {
  /** Songs made at the same time; each takes one core and up to about 350 MB while it plays. */
  readonly size: number;
  readonly soundFont: SoundFontSource;
  /** A worker without work for so long is ended, which gives its memory back. Default 60. */
  readonly idleSeconds?: number;
  /** The worker's entry when it is not the file beside this one (bundlers, tests). */
  readonly workerUrl?: URL;
  /** The clock; answers how to take the call back. Default: an unref'ed `setTimeout`. */
  readonly after?: After;
}

interface Waiting {
  /** Stops listening to the signal. */
  stopListening: () => void;
  readonly job: RenderJob;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: OnProgress;
  readonly resolve: (song: RenderedSong) => void;
  readonly reject: (failure: unknown) => void;
}

/** A cancelled worker has this long to stop by itself before its thread is ended. */
const cancelPatienceMs = 700;

/** Makes songs in worker threads, a fixed number at a time; the rest wait in order. */
export class RenderPool {
  private readonly options: RenderPoolOptions;
  private readonly after: After;
  private readonly idle = new Map<RenderWorker, () => void>();
  private readonly busy = new Set<RenderWorker>();
  private readonly queue: Waiting[] = [];
  private closed = false;

  constructor(options: RenderPoolOptions) {
    this.options = options;
    this.after = options.after ?? realAfter;
  }

  /**
   * Makes one song. Rejects with {@link RenderFailure}: `cancelled` within a second of `signal`, `soundfont-missing`
   * or `soundfont-damaged` with what to do, `worker-crashed` (the next job gets a fresh worker), `render-failed`.
   */
  render(
    job: RenderJob,
    options: { readonly signal?: AbortSignal; readonly onProgress?: OnProgress } = {},
  ): Promise<RenderedSong> {
    if (this.closed) return Promise.reject(new RenderFailure('pool-closed', 'The render pool is closed.'));
    if (options.signal?.aborted) return Promise.reject(cancelled());
    return new Promise((resolve, reject) => {
      const onProgress = options.onProgress ?? (() => undefined);
      const stopListening = () => undefined;
      const waiting: Waiting = { job, signal: options.signal, onProgress, resolve, reject, stopListening };
      onAbort(waiting, () => this.forget(waiting));
      this.queue.push(waiting);
      this.startNext();
    });
  }

  /** How many worker threads are alive. */
  get workerCount(): number {
    return this.idle.size + this.busy.size;
  }

  /** Ends every worker; songs under way and waiting are rejected as `pool-closed`. */
  async close(): Promise<void> {
    this.closed = true;
    const failure = new RenderFailure('pool-closed', 'The render pool was closed.');
    for (const waiting of this.queue.splice(0)) waiting.reject(failure);
    for (const stopTimer of this.idle.values()) stopTimer();
    const workers = [...this.idle.keys(), ...this.busy];
    this.idle.clear();
    await Promise.all(workers.map((worker) => worker.end(failure)));
  }

  private startNext(): void {
    while (this.queue.length > 0 && this.busy.size < this.options.size) {
      const worker = this.takeWorker();
      this.busy.add(worker);
      void this.runOn(worker, this.queue.shift()!);
    }
  }

  private takeWorker(): RenderWorker {
    for (const [worker, stopTimer] of this.idle) {
      stopTimer();
      this.idle.delete(worker);
      if (worker.alive) return worker;
    }
    return new RenderWorker({ soundFont: this.options.soundFont }, this.options.workerUrl);
  }

  private async runOn(worker: RenderWorker, waiting: Waiting): Promise<void> {
    let stopPatience = () => undefined as void;
    const cancel = () => {
      waiting.reject(cancelled());
      worker.cancel();
      stopPatience = this.after(cancelPatienceMs, () => void worker.end(cancelled()));
    };
    onAbort(waiting, cancel);
    try {
      waiting.resolve(await worker.run(waiting.job, waiting.onProgress));
    } catch (failure) {
      waiting.reject(failure);
    } finally {
      stopPatience();
      waiting.stopListening();
      this.release(worker);
    }
  }

  private release(worker: RenderWorker): void {
    this.busy.delete(worker);
    if (this.closed) return;
    if (worker.alive) {
      const endIdle = () => {
        this.idle.delete(worker);
        void worker.end(cancelled());
      };
      this.idle.set(worker, this.after((this.options.idleSeconds ?? 60) * 1000, endIdle));
    }
    this.startNext();
  }

  /** Takes a cancelled job out of the queue. */
  private forget(waiting: Waiting): void {
    this.queue.splice(this.queue.indexOf(waiting), 1);
    waiting.reject(cancelled());
  }
}

/** Makes `action` the one thing an abort does for this job. */
function onAbort(waiting: Waiting, action: () => void): void {
  waiting.stopListening();
  waiting.signal?.addEventListener('abort', action, { once: true });
  waiting.stopListening = () => waiting.signal?.removeEventListener('abort', action);
}

function cancelled(): RenderFailure {
  return new RenderFailure('cancelled', 'The song was cancelled.');
}
