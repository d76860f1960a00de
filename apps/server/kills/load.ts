import type { Client } from './client.ts';
import { isFinishedSong } from './make-wishes.ts';
import type { Notebook } from './notebook.ts';
import { passed } from './passed.ts';
import type { Wish } from './wish.ts';

export interface Load {
  /** Sends nothing new and waits until everything sent is answered or given up. */
  stop(): Promise<void>;
}

export interface LoadSetup {
  readonly client: Client;
  readonly nextWish: () => Wish;
  readonly notebook: Notebook;
  readonly perSecond: number;
}

/** An open loop: wishes come at their rate, however slowly they are answered. */
export function startLoad({ client, nextWish, notebook, perSecond }: LoadSetup): Load {
  const underWay = new Set<Promise<void>>();
  const beganAt = Date.now();
  let isOver = false;

  async function fulfil(wish: Wish): Promise<void> {
    notebook.noteWish(wish);
    const copies = wish.isTwin ? [wish, wish] : [wish];
    await Promise.all(copies.map(fulfilOnce));
  }

  async function fulfilOnce(wish: Wish): Promise<void> {
    const answer = await client.send(wish);
    if (!answer) return void (notebook.unansweredCount += 1);
    notebook.noteAnswer(wish, answer);
    if (wish.promises === 'nothing' && answer.status === 200 && isFinishedSong(answer.text)) {
      notebook.noteFinished(wish.userId, wish.path.split('/').at(-1)!);
    }
  }

  async function run(): Promise<void> {
    for (let count = 0; !isOver; count += 1) {
      await passed(beganAt + (count * 1_000) / perSecond - Date.now());
      const work = fulfil(nextWish()).finally(() => underWay.delete(work));
      underWay.add(work);
    }
  }

  const running = run();
  return {
    async stop() {
      isOver = true;
      await running;
      await Promise.all(underWay);
    },
  };
}
