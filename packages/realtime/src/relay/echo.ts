import type { Clock } from '../ports.ts';

/** Whether a word to oneself comes back. */
export interface Echo {
  /** Sends one and resolves with whether it came back within two seconds; who asks meanwhile shares the answer. */
  seek(send: () => Promise<void>): Promise<boolean>;
  /** The same at once and every 30 s until `stop`: a connection that a firewall forgot is silent, and looks well. */
  seekNowAndThen(send: () => Promise<void>, told: (isHeard: boolean) => void): void;
  /** It came. */
  come(): void;
  /** Nothing more is sought; what is sought now was not heard. */
  stop(): void;
}

const withinMs = 2_000;
const everyMs = 30_000;

export function createEcho(clock: Clock): Echo {
  let sought: Promise<boolean> | null = null;
  let answer: (isHeard: boolean) => void = () => {};
  let cancelNext = () => {};
  /** Changes with every stop, so that a round begun before goes on no more. */
  let epoch = 0;

  async function seekOnce(send: () => Promise<void>): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const cancel = clock.schedule(() => resolve(false), withinMs);
    answer = resolve;
    try {
      await send();
      return await promise;
    } finally {
      cancel();
    }
  }

  function seek(send: () => Promise<void>): Promise<boolean> {
    sought ??= seekOnce(send).finally(() => {
      sought = null;
    });
    return sought;
  }

  function seekNowAndThen(send: () => Promise<void>, told: (isHeard: boolean) => void): void {
    const begun = epoch;
    const next = () => {
      if (epoch === begun) cancelNext = clock.schedule(() => seekNowAndThen(send, told), everyMs);
    };
    seek(send)
      .then(
        (isHeard) => {
          if (epoch === begun) told(isHeard);
        },
        () => {},
      )
      .finally(next);
  }

  return {
    seek,
    seekNowAndThen,
    come: () => answer(true),
    stop() {
      epoch += 1;
      cancelNext();
      answer(false);
    },
  };
}
