import type { World } from '../world.ts';
import type { Fault } from './faults.ts';
import { hexId } from './ids.ts';
import type { Script } from './script.ts';
import type { CallbackRecord, Task } from './task-book.ts';

/** Headers that prove who sent it; null when the service signs nothing. `forged` asks for a wrong proof. */
export type Sign = (delivery: {
  readonly raw: string;
  readonly taskId: string;
  readonly timestampSeconds: number;
  readonly forged: boolean;
}) => Readonly<Record<string, string>> | null;

export interface CallbackSender {
  /** Posts the body to the task's callback address, with retries; does nothing when it has none. */
  send(task: Task, type: string, body: unknown): void;
  /** Nothing of this task goes out before that. */
  holdBack(taskId: string, until: Promise<void>): void;
  /** Resolves when the first callback of the task was answered or given up. */
  firstDone(taskId: string): Promise<void>;
  resend(taskId: string): boolean;
  /** Drops what waits to be sent. */
  close(): void;
}

export interface CallbackRules {
  readonly world: World;
  readonly script: Script;
  readonly sign: Sign;
  readonly log: (line: string) => void;
  /** Documented: three attempts. Their distance is not documented: one second here. */
  readonly attemptsMax: number;
  readonly retryMs: number;
  readonly timeoutMs: number;
}

interface Delivery {
  readonly task: Task;
  readonly type: string;
  readonly raw: string;
  readonly faults: readonly Fault[];
}

/** How long a held-back callback waits for one to follow. */
const reorderWaitMs = 3000;

export function createCallbackSender(rules: CallbackRules): CallbackSender {
  const { world, script, log } = rules;
  const last = new Map<string, Delivery>();
  const held = new Map<string, Delivery>();
  const lines = new Map<string, Promise<void>>();
  const waiting = new Map<string, (() => void)[]>();
  const delivered = new Set<string>();
  const giveUp = new AbortController();

  const pause = (ms: number) => new Promise<void>((resolve) => void world.after(ms, resolve));

  function settle(taskId: string): void {
    delivered.add(taskId);
    for (const resolve of waiting.get(taskId) ?? []) resolve();
    waiting.delete(taskId);
  }

  function record(task: Task, type: string, attempt: number, answer: CallbackRecord['answer']): void {
    task.callbacks.push({ at: new Date(world.now()).toISOString(), type, attempt, answer });
    log(`callback ${type} of ${task.id}, attempt ${attempt}: ${answer}`);
  }

  async function deliver(delivery: Delivery): Promise<void> {
    for (let attempt = 1; attempt <= rules.attemptsMax && !giveUp.signal.aborted; attempt++) {
      if (attempt > 1) await pause(rules.retryMs);
      const answer = await post(delivery, rules, giveUp.signal);
      record(delivery.task, delivery.type, attempt, answer);
      settle(delivery.task.id);
      if (answer === 200) return;
    }
  }

  /** One after another within a task, so that they arrive in order unless a rule says otherwise. */
  function queue(delivery: Delivery): void {
    const duplicate = faultNamed(delivery, 'duplicate');
    const copies = duplicate ? (duplicate.times ?? 2) : 1;
    const before = lines.get(delivery.task.id) ?? Promise.resolve();
    lines.set(
      delivery.task.id,
      before.then(async () => {
        for (let copy = 0; copy < copies; copy++) await deliver(delivery);
      }),
    );
  }

  function release(taskId: string): void {
    const overtaken = held.get(taskId);
    held.delete(taskId);
    if (overtaken) queue(overtaken);
  }

  return {
    send(task, type, body) {
      if (task.callbackUrl === null) return;
      const faults = script.takeAll('callback', { taskId: task.id, prompt: task.prompt, callbackType: type });
      const delivery: Delivery = { task, type, raw: JSON.stringify(body), faults };
      last.set(task.id, delivery);
      const delayMs = faultNamed(delivery, 'delay')?.ms ?? 0;
      if (faultNamed(delivery, 'lose')) {
        record(task, type, 1, 'lost');
        settle(task.id);
      } else if (faultNamed(delivery, 'reorder')) {
        release(task.id);
        held.set(task.id, delivery);
        world.after(reorderWaitMs, () => held.get(task.id) === delivery && release(task.id));
      } else if (delayMs > 0) world.after(delayMs, () => queue(delivery));
      else {
        queue(delivery);
        release(task.id);
      }
    },
    holdBack: (taskId, until) => void lines.set(taskId, until),
    firstDone: (taskId) =>
      delivered.has(taskId)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(taskId, [...(waiting.get(taskId) ?? []), resolve])),
    resend(taskId) {
      const delivery = last.get(taskId);
      if (delivery) void deliver({ ...delivery, faults: [] });
      return delivery !== undefined;
    },
    close() {
      giveUp.abort();
      held.clear();
    },
  };
}

function faultNamed(delivery: Delivery, name: Fault['fault']): Fault | undefined {
  return delivery.faults.find(({ fault }) => fault === name);
}

async function post(
  delivery: Delivery,
  { world, sign, timeoutMs }: CallbackRules,
  closed: AbortSignal,
): Promise<number | 'no answer'> {
  const { task } = delivery;
  const hourSeconds = faultNamed(delivery, 'stale') ? 3600 : 0;
  const otherId = faultNamed(delivery, 'other-task') ? hexId(world, task.id.length) : task.id;
  const raw = delivery.raw.replaceAll(task.id, otherId);
  const proof = sign({
    raw,
    taskId: otherId,
    timestampSeconds: Math.floor(world.now() / 1000) - hourSeconds,
    forged: faultNamed(delivery, 'forge') !== undefined,
  });
  const late = new AbortController();
  const cancel = world.after(timeoutMs, () => late.abort());
  try {
    const answer = await fetch(task.callbackUrl ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...proof },
      body: raw,
      redirect: 'manual',
      signal: AbortSignal.any([late.signal, closed]),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    return 'no answer';
  } finally {
    cancel();
  }
}
