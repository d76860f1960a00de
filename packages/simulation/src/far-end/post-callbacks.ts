import type { CallbackReceipt } from '@impresario/engine';
import type { House } from '../house/house.ts';
import type { Node } from '../house/node.ts';
import type { History } from '../scheduler/history.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import type { Timers } from '../scheduler/timers.ts';
import type { Weather } from '../weather.ts';
import { rightSignature, signatureHeader, type Payload } from './callback-reader.ts';
import type { FarEnd } from './far-end.ts';
import type { Job, Stage } from './job.ts';

const laterMs = 20_000;
const againMs = 5_000;
const triesMax = 4;

/** What posting takes. */
export interface PostOffice {
  readonly far: FarEnd;
  readonly house: House;
  readonly history: History;
  readonly scheduler: Scheduler;
  readonly timers: Timers;
  readonly weather: Weather;
}

interface Post {
  readonly provider: string;
  readonly correlation: string | null;
  readonly payload: Payload;
  readonly signature: string | null;
}

/** Has a job's stages posted to whichever process takes them: lost, twice, late and so out of order, as the weather is. */
export function postStages(parts: PostOffice): void {
  const { far, weather } = parts;
  far.onStage = (job, stage) => {
    if (job.callbackUrl === null) return;
    if (weather.rolls('callback lost', far.dice)) return;
    const copies = weather.rolls('callback twice', far.dice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      postAfter(parts, postOf(job, stage), Math.floor(far.dice.fraction() ** 2 * laterMs), 1);
    }
  };
}

function postOf(job: Job, stage: Stage): Post {
  return {
    provider: job.provider,
    correlation: job.callbackUrl!.split('/').at(-1)!,
    payload: { taskId: job.taskId, stage },
    signature: job.provider === 'trusted' ? rightSignature : null,
  };
}

/** Posts, and again after a while when it was not stored: a provider that gets no good answer comes back. */
export function postAfter(parts: PostOffice, post: Post, delayMs: number, tries: number): void {
  const { far, house, history, timers, scheduler } = parts;
  const name = `callback ${post.payload.taskId} ${post.payload.stage}`;
  const again = () => {
    if (tries < triesMax) postAfter(parts, post, againMs, tries + 1);
  };
  timers.schedule(
    far.owner,
    name,
    () => {
      const owner = { name: 'post', isAlive: true, isPaused: false };
      const perform = async () => house.any(far.dice);
      const describe = (node: Node | null) => `to ${node?.name ?? 'nobody'}`;
      void scheduler.ask({ owner, label: name, faults: [], perform, describe }).answer.then((node) => {
        if (!node) return again();
        receive(node, post).then(
          (receipt) => history.deed(`${node.name} answers ${name}: ${receipt.kind}`),
          () => again(),
        );
      });
    },
    delayMs,
  );
}

function receive(node: Node, { provider, correlation, payload, signature }: Post): Promise<CallbackReceipt> {
  const headers: Record<string, string> = signature === null ? {} : { [signatureHeader]: signature };
  return node.engine.receiveCallback({
    provider,
    correlation,
    headers,
    body: Buffer.from(JSON.stringify(payload)),
  });
}
