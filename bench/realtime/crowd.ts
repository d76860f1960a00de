import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** One connection for each token, from these addresses of this machine by turns. */
export interface Opening {
  readonly url: string;
  /** Server-sent events, or a WebSocket that follows all of its user. */
  readonly kind: 'stream' | 'socket';
  readonly path: string;
  readonly tokens: readonly string[];
  readonly from: readonly string[];
}

export type CrowdOrder =
  | ({ readonly do: 'open' } & Opening)
  | { readonly do: 'report' }
  | { readonly do: 'await'; readonly bytesEach: number };

export interface CrowdReport {
  /** From the beginning of a change to the arrival of its event, of all since the last report. */
  readonly latenciesMs: readonly number[];
}

/** Many clients in processes of their own. */
export interface Crowd {
  report(): Promise<CrowdReport>;
  /**
   * Does `begin`, and resolves with the milliseconds from then until so many bytes have come over each connection. What
   * `begin` returns is when it began, on the clock of `process.hrtime`, in microseconds.
   */
  timeOf(bytesEach: number, begin: () => Promise<number>): Promise<number>;
  /** Cuts all its connections. */
  leave(): Promise<void>;
}

const processCount = 2;
const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4'];

/** Resolves when every connection stands and its stream has begun. */
export async function openCrowd(
  whom: Omit<Opening, 'from' | 'tokens'>,
  tokens: readonly string[],
): Promise<Crowd> {
  const children = Array.from({ length: processCount }, () =>
    fork(fileURLToPath(new URL('./crowd-process.ts', import.meta.url))),
  );
  const tell = (order: (nth: number) => CrowdOrder) =>
    children.forEach((child, nth) => void child.send(order(nth)));
  const hear = <Reply>() => Promise.all(children.map((child) => replyOf<Reply>(child)));
  tell((nth) => ({
    ...{ do: 'open', ...whom, from: addresses },
    tokens: tokens.filter((_, n) => n % processCount === nth),
  }));
  await hear();
  return {
    async report() {
      tell(() => ({ do: 'report' }));
      const reports = await hear<CrowdReport>();
      return { latenciesMs: reports.flatMap(({ latenciesMs }) => latenciesMs) };
    },
    async timeOf(bytesEach, begin) {
      tell(() => ({ do: 'await', bytesEach }));
      await hear();
      const done = hear<number>();
      const begunAtUs = await begin();
      return (Math.max(...(await done)) - begunAtUs) / 1000;
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

async function replyOf<Reply>(child: ChildProcess): Promise<Reply> {
  const [reply] = (await once(child, 'message')) as [Reply | { failed: string }];
  if (typeof reply === 'object' && reply !== null && 'failed' in reply) throw new Error(reply.failed);
  return reply;
}
