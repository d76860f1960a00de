/** Runs what is asked in one transaction and answers each in turn; throws when nothing of it was committed. */
type RunGroup<Ask, Answer> = (asks: readonly Ask[]) => Promise<readonly Answer[]>;

interface Waiting<Ask, Answer> {
  readonly ask: Ask;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

export interface GroupCommitOptions<Ask, Answer> {
  readonly run: RunGroup<Ask, Answer>;
  /** After such an error nothing of the group is run again: it may have been committed, or would fare no better. */
  readonly isFinal: (error: unknown) => boolean;
  /** Groups under way at once. */
  readonly lanes: number;
  readonly sizeMax: number;
}

/**
 * Takes what comes while others are being committed into the next transaction together, so that many pay for one round
 * trip and one write to the disk. Nobody waits who finds a lane free. When a group throws, each of it is run again
 * alone, so that one bad ask harms no other.
 */
export function createGroupCommit<Ask, Answer>(
  options: GroupCommitOptions<Ask, Answer>,
): (ask: Ask) => Promise<Answer> {
  const { run, isFinal, lanes, sizeMax } = options;
  const waiting: Waiting<Ask, Answer>[] = [];
  let underWay = 0;

  function fillLanes(): void {
    while (underWay < lanes && waiting.length > 0) {
      underWay += 1;
      void commit(waiting.splice(0, sizeMax)).finally(() => {
        underWay -= 1;
        fillLanes();
      });
    }
  }

  async function commit(group: readonly Waiting<Ask, Answer>[]): Promise<void> {
    try {
      const answers = await run(group.map(({ ask }) => ask));
      group.forEach(({ resolve }, index) => resolve(answers[index]!));
    } catch (error) {
      if (group.length === 1 || isFinal(error)) group.forEach(({ reject }) => reject(error));
      else for (const alone of group) await commit([alone]);
    }
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      fillLanes();
    });
}
