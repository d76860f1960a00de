import type { World } from '../world.ts';
import type { Fault } from './faults.ts';
import { hexId } from './ids.ts';
import type { Script } from './script.ts';
import type { Task } from './task-book.ts';

/** Headers that prove who sent it; null when the service signs nothing. `forged` asks for a wrong proof. */
export type Sign = (delivery: {
  readonly raw: string;
  readonly taskId: string;
  readonly timestampSeconds: number;
  readonly forged: boolean;
}) => Readonly<Record<string, string>> | null;

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

/** One callback on its way, with what shall go wrong with it. */
export interface Delivery {
  readonly task: Task;
  readonly type: string;
  readonly raw: string;
  readonly faults: readonly Fault[];
}

export function faultNamed(delivery: Delivery, name: Fault['fault']): Fault | undefined {
  return delivery.faults.find(({ fault }) => fault === name);
}

/** One attempt: the receiver's status, or that there was none. */
export async function post(
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
