import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { SimulatorState } from '@impresario/simulators';

/** A simulated provider in a process of its own, so that its work delays nobody else's. */
export interface FarEnd {
  readonly url: string;
  readonly apiKey: string;
  /** Its own book: tasks, callbacks, counts. */
  book(): Promise<SimulatorState>;
  close(): Promise<void>;
}

export async function openFarEnd(kind: 'suno' | 'minimax'): Promise<FarEnd> {
  const program = new URL('./far-end-process.ts', import.meta.url);
  const child = fork(program, [kind], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [{ url, apiKey }] = (await once(child, 'message')) as [{ url: string; apiKey: string }];
  return {
    url,
    apiKey,
    async book() {
      const reply = await fetch(`${url}/_simulator/state`);
      return (await reply.json()) as SimulatorState;
    },
    async close() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
