import { faultNamed, post, type CallbackRules, type Delivery } from './callback-post.ts';
import type { CallbackRecord, Task } from './task-book.ts';

export interface CallbackSender {
  /** Posts the body to the task's callback address, with retries; does nothing when it has none. */
  send(task: Task, type: string, body: unknown): void;
  /** Nothing of this task goes out before that. */
  holdBack(taskId: string, until: Promise<void>): void;
  /** Resolves when the first callback of the task was answered or given up. */
  firstDone(taskId: string): Promise<void>;
  /** Sends the last callback of a task again; false when there was none. */
  resend(taskId: string): boolean;
  /** Drops what waits to be sent. */
  close(): void;
}

/** How long a held-back callback waits for one to follow. */
const reorderWaitMs = 3000;

/** Callbacks of one task go out one after another, so that they arrive in order unless a rule says otherwise. */
export function createCallbackSender(rules: CallbackRules): CallbackSender {
  const { world, script } = rules;
  const last = new Map<string, Delivery>();
  const overtaken = new Map<string, Delivery>();
  const firsts = createFirsts();
  const closed = new AbortController();

  function note(task: Task, type: string, attempt: number, answer: CallbackRecord['answer']): void {
    task.callbacks.push({ at: new Date(world.now()).toISOString(), type, attempt, answer });
    rules.log(`callback ${type} of ${task.id}, attempt ${attempt}: ${answer}`);
    firsts.done(task.id);
  }

  async function deliver(delivery: Delivery): Promise<void> {
    for (let attempt = 1; attempt <= rules.attemptsMax && !closed.signal.aborted; attempt++) {
      if (attempt > 1) await new Promise<void>((resolve) => void world.after(rules.retryMs, resolve));
      const answer = await post(delivery, rules, closed.signal);
      note(delivery.task, delivery.type, attempt, answer);
      if (answer === 200) return;
    }
  }

  const lines = createLines(deliver);

  function release(taskId: string): void {
    const delivery = overtaken.get(taskId);
    overtaken.delete(taskId);
    if (delivery) lines.queue(delivery);
  }

  function dispatch(delivery: Delivery): void {
    const { task, type } = delivery;
    const delayMs = faultNamed(delivery, 'delay')?.ms ?? 0;
    if (isNobody(task.callbackUrl)) note(task, type, 1, 'nobody there');
    else if (faultNamed(delivery, 'lose')) note(task, type, 1, 'lost');
    else if (faultNamed(delivery, 'reorder')) {
      release(task.id);
      overtaken.set(task.id, delivery);
      world.after(reorderWaitMs, () => overtaken.get(task.id) === delivery && release(task.id));
    } else if (delayMs > 0) world.after(delayMs, () => lines.queue(delivery));
    else {
      lines.queue(delivery);
      release(task.id);
    }
  }

  return {
    send(task, type, body) {
      if (task.callbackUrl === null) return;
      const occasion = { taskId: task.id, prompt: task.prompt, callbackType: type };
      const faults = script.takeAll('callback', occasion);
      const delivery: Delivery = { task, type, raw: JSON.stringify(body), faults };
      last.set(task.id, delivery);
      dispatch(delivery);
    },
    holdBack: lines.holdBack,
    firstDone: firsts.wait,
    resend(taskId) {
      const delivery = last.get(taskId);
      if (delivery) void deliver({ ...delivery, faults: [] });
      return delivery !== undefined;
    },
    close() {
      closed.abort();
      overtaken.clear();
    },
  };
}

/** One callback after another within a task. */
function createLines(deliver: (delivery: Delivery) => Promise<void>) {
  const ends = new Map<string, Promise<void>>();

  async function deliverCopies(delivery: Delivery): Promise<void> {
    const duplicate = faultNamed(delivery, 'duplicate');
    const copies = duplicate ? (duplicate.times ?? 2) : 1;
    for (let copy = 0; copy < copies; copy++) await deliver(delivery);
  }

  return {
    queue(delivery: Delivery): void {
      const before = ends.get(delivery.task.id) ?? Promise.resolve();
      ends.set(
        delivery.task.id,
        before.then(() => deliverCopies(delivery)),
      );
    },
    holdBack: (taskId: string, until: Promise<void>): void => void ends.set(taskId, until),
  };
}

/** Names reserved for examples (RFC 2606) stand for no address; nothing is sent to whoever answers there. */
function isNobody(address: string | null): boolean {
  const host = URL.parse(address ?? '')?.hostname ?? '';
  return /(^|\.)(example(\.(com|net|org))?|invalid)$/.test(host);
}

/** Who waits for the first callback of a task. */
function createFirsts() {
  const done = new Set<string>();
  const waiting = new Map<string, (() => void)[]>();
  return {
    done(taskId: string): void {
      done.add(taskId);
      for (const resolve of waiting.get(taskId) ?? []) resolve();
      waiting.delete(taskId);
    },
    wait: (taskId: string): Promise<void> =>
      done.has(taskId)
        ? Promise.resolve()
        : new Promise((resolve) => waiting.set(taskId, [...(waiting.get(taskId) ?? []), resolve])),
  };
}
