import { Worker } from 'node:worker_threads';
import { RenderFailure } from '../render-failure.ts';
import type { OnProgress } from '../render-song.ts';
import type { RenderedSong, RenderJob } from './job.ts';
import type { FromWorker, ToWorker, WorkerSetup } from './messages.ts';

interface Running {
  readonly jobId: number;
  readonly onProgress: OnProgress;
  readonly resolve: (song: RenderedSong) => void;
  readonly reject: (failure: unknown) => void;
}

/** One worker thread as seen from outside: runs a job at a time. */
export class RenderWorker {
  private readonly worker: Worker;
  private running: Running | undefined;
  private lastJobId = 0;
  private dead = false;

  constructor(setup: WorkerSetup, entry: URL = new URL('./worker.ts', import.meta.url)) {
    this.worker = new Worker(entry, { workerData: setup, name: 'render' });
    // A waiting worker must not keep the process from ending.
    this.worker.unref();
    this.worker.on('message', (message: FromWorker) => this.hear(message));
    this.worker.on('error', (cause) => this.die(crashed(`it failed with: ${messageOf(cause)}`, cause)));
    this.worker.on('exit', (code) => this.die(crashed(`its thread ended with code ${code}`)));
  }

  get alive(): boolean {
    return !this.dead;
  }

  /** Makes one song; rejects with a {@link RenderFailure}. */
  run(job: RenderJob, onProgress: OnProgress): Promise<RenderedSong> {
    return new Promise((resolve, reject) => {
      if (this.dead) {
        reject(crashed('its thread had already ended'));
        return;
      }
      this.worker.ref();
      const jobId = ++this.lastJobId;
      this.running = { jobId, onProgress, resolve, reject };
      this.send({ type: 'start', jobId, job });
    });
  }

  /** Asks the thread to stop its job; {@link run} rejects when it has. */
  cancel(): void {
    if (this.running) this.send({ type: 'cancel', jobId: this.running.jobId });
  }

  /** Ends the thread; a job under way rejects with `failure`. */
  async end(failure: RenderFailure): Promise<void> {
    this.die(failure);
    await this.worker.terminate();
  }

  private send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  private hear(message: FromWorker): void {
    const running = this.running;
    if (!running || running.jobId !== message.jobId) return;
    if (message.type === 'progress') {
      running.onProgress(message.stage, message.share);
      return;
    }
    this.running = undefined;
    this.worker.unref();
    if (message.type === 'done') running.resolve(message.song);
    else running.reject(failureOf(message));
  }

  private die(failure: RenderFailure): void {
    this.dead = true;
    this.running?.reject(failure);
    this.running = undefined;
  }
}

function failureOf(message: FromWorker & { type: 'failed' }): RenderFailure {
  const cause = new Error(message.message);
  if (message.stack) cause.stack = message.stack;
  return new RenderFailure(message.code, message.message, { cause });
}

function crashed(how: string, cause?: unknown): RenderFailure {
  return new RenderFailure('worker-crashed', `The render worker crashed: ${how}.`, { cause });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
