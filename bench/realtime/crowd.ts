import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One connection for each token, from these addresses of this machine by turns. */
export interface CrowdOrder {
  readonly url: string;
  readonly path: string;
  readonly tokens: readonly string[];
  readonly from: readonly string[];
}

export interface CrowdReport {
  /** From the beginning of a change to the arrival of its event, of all since the last report. */
  readonly latenciesMs: readonly number[];
}

/** Many clients in processes of their own. */
export interface Crowd {
  report(): Promise<CrowdReport>;
  /** Cuts all its connections. */
  leave(): Promise<void>;
}

const processCount = 2;
const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'];

/** Resolves when every connection stands and its stream has begun. */
export async function openCrowd(url: string, path: string, tokens: readonly string[]): Promise<Crowd> {
  const children = Array.from({ length: processCount }, () =>
    fork(fileURLToPath(new URL('./crowd-process.ts', import.meta.url))),
  );
  const each = <Reply>(order: (nth: number) => CrowdOrder | 'report') =>
    Promise.all(children.map((child, nth) => ask<Reply>(child, order(nth))));
  await each((nth) => ({
    url,
    path,
    tokens: tokens.filter((_, n) => n % processCount === nth),
    from: addresses,
  }));
  return {
    async report() {
      const reports = await each<CrowdReport>(() => 'report');
      return { latenciesMs: reports.flatMap(({ latenciesMs }) => latenciesMs) };
    },
    async leave() {
      await Promise.all(
        children.map((child) => {
          const gone = once(child, 'exit');
          child.disconnect();
          return gone;
        }),
      );
    },
  };
}

async function ask<Reply>(child: ChildProcess, order: CrowdOrder | 'report'): Promise<Reply> {
  child.send(order);
  const [reply] = (await once(child, 'message')) as [Reply | { failed: string }];
  if (typeof reply === 'object' && reply !== null && 'failed' in reply) throw new Error(reply.failed);
  return reply;
}
