/** Knows when the process has nothing left to do until it gets an answer from us. */
export interface Quiet {
  /** Something was asked for: whoever asked may go on. */
  noteAsked(): void;
  /** Keeps the process from counting as quiet until the returned function is called. */
  busy(): () => void;
  wait(): Promise<void>;
}

/** So many turns of the event loop without anything asked for. */
const turns = 2;

export function createQuiet(): Quiet {
  let askedCount = 0;
  let busyCount = 0;
  return {
    noteAsked: () => void (askedCount += 1),
    busy() {
      busyCount += 1;
      let isOver = false;
      return () => {
        if (!isOver) busyCount -= 1;
        isOver = true;
      };
    },
    async wait() {
      for (let seen = -1; seen !== askedCount || busyCount > 0;) {
        seen = askedCount;
        for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
