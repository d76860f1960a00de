import { realWorld, type World } from '../world.ts';
import { createSongMaker, type SongMaker } from './audio/song-maker.ts';
import type { Sign } from './callback-post.ts';
import { createCallbackSender, type CallbackSender } from './callback-sender.ts';
import type { Rule } from './faults.ts';
import { createFileShelf, type FileShelf } from './file-shelf.ts';
import { createPace, type Pace } from './pace.ts';
import { createRequestWindows, type RequestWindows } from './request-windows.ts';
import { createScript, type Script } from './script.ts';
import type { SimulatorOptions, Speed } from './simulator.ts';
import type { CallbackRecord, Task } from './task-book.ts';

/** A call of the service, without its body. */
export interface RequestRecord {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** 0 when the connection was cut. */
  readonly status: number;
}

/** Counts since the start or the last reset. */
export interface Counts {
  /** Calls that ask for work. */
  submits: number;
  /** Those that were accepted, and so billed: what a caller must never double. */
  billable: number;
  polls: number;
  downloads: number;
  inFlight: number;
  inFlightMax: number;
}

export interface SimulatorState {
  readonly kind: string;
  readonly now: string;
  readonly counts: Readonly<Counts>;
  readonly creditsLeft: number;
  readonly down: boolean;
  readonly tasks: readonly TaskState[];
  /** The last 300. */
  readonly requests: readonly RequestRecord[];
  /** Rules that are left. */
  readonly rules: readonly Rule[];
}

export interface TaskState {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly prompt: string;
  readonly body: unknown;
  readonly callbackUrl: string | null;
  readonly createdAt: string;
  readonly finishedAt: string | null;
  readonly billed: number;
  readonly polls: number;
  readonly callbacks: readonly CallbackRecord[];
}

/** Everything that one running simulator shares between its routes. */
export interface Stage {
  readonly options: SimulatorOptions;
  readonly world: World;
  readonly speed: Speed;
  readonly pace: Pace;
  readonly songSeconds: number;
  readonly script: Script;
  readonly songs: SongMaker;
  readonly files: FileShelf;
  readonly callbacks: CallbackSender;
  readonly windows: RequestWindows;
  readonly tasks: Map<string, Task>;
  readonly counts: Counts;
  readonly requests: RequestRecord[];
  creditsLeft: number;
  log(line: string): void;
  /** The address of this simulator, without a slash at its end. */
  origin(): string;
  /** Runs after a wait, unless the stage was reset or closed meanwhile; at once when the wait is 0. */
  later(milliseconds: number, action: () => void): void;
  reset(): void;
}

const retryMs: Readonly<Record<Speed, number>> = { realistic: 1000, quick: 100, instant: 10 };

/** @param sign how this service signs callbacks; `origin` is known once the server listens. */
export function createStage(options: SimulatorOptions, sign: Sign, origin: () => string): Stage {
  const world = options.world ?? realWorld(options.seed);
  const speed = options.speed ?? 'realistic';
  const script = createScript();
  const log = options.log ?? (() => undefined);
  const newSender = () =>
    createCallbackSender({
      world,
      script,
      sign,
      log,
      attemptsMax: 3,
      retryMs: retryMs[speed],
      timeoutMs: 15_000,
    });
  let callbacks = newSender();
  let waiting = new Set<() => void>();
  const counts: Counts = { submits: 0, billable: 0, polls: 0, downloads: 0, inFlight: 0, inFlightMax: 0 };

  const stage: Stage = {
    options,
    world,
    speed,
    pace: createPace(speed),
    songSeconds: options.songSeconds ?? 30,
    script,
    songs: createSongMaker(world.turn),
    files: createFileShelf(origin),
    get callbacks() {
      return callbacks;
    },
    windows: createRequestWindows(world.now, options.rateLimits !== 'none'),
    tasks: new Map(),
    counts,
    requests: [],
    creditsLeft: options.credits ?? 1000,
    log,
    origin,
    later(milliseconds, action) {
      if (milliseconds <= 0) return action();
      const mine = waiting;
      const cancel = world.after(milliseconds, () => {
        mine.delete(cancel);
        action();
      });
      mine.add(cancel);
    },
    reset() {
      for (const cancel of waiting) cancel();
      waiting = new Set();
      callbacks.close();
      callbacks = newSender();
      script.clear();
      stage.files.clear();
      stage.windows.clear();
      stage.tasks.clear();
      stage.requests.length = 0;
      stage.creditsLeft = options.credits ?? 1000;
      Object.assign(counts, {
        submits: 0,
        billable: 0,
        polls: 0,
        downloads: 0,
        inFlightMax: counts.inFlight,
      });
    },
  };
  return stage;
}

export function describeTask(task: Task): TaskState {
  const { id, kind, status, prompt, body, callbackUrl, billed, polls, callbacks } = task;
  return {
    ...{ id, kind, status, prompt, body, callbackUrl, billed, polls },
    createdAt: new Date(task.createdAt).toISOString(),
    finishedAt: task.finishedAt === null ? null : new Date(task.finishedAt).toISOString(),
    callbacks: [...callbacks],
  };
}
