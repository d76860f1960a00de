import { describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

/** A transaction that ends when the test says so. */
interface Underway {
  readonly asks: readonly string[];
  end(outcome?: Error): void;
}

function stage({ lanes = 1, sizeMax = 3 } = {}) {
  const groups: Underway[] = [];
  const commit = createGroupCommit<string, string>({
    run: (asks) =>
      new Promise((resolve, reject) => {
        const end = (outcome?: Error) =>
          outcome ? reject(outcome) : resolve(asks.map((ask) => `${ask} done`));
        groups.push({ asks, end });
      }),
    isFinal: (error) => error instanceof Error && error.message === 'cut',
    lanes,
    sizeMax,
  });
  return { commit, groups };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a group commit', () => {
  it('[GEN-1] begins at once while a lane is free, and takes together what comes meanwhile', async () => {
    const { commit, groups } = stage();
    const answers = Promise.all(['a', 'b', 'c', 'd', 'e'].map(commit));
    expect(groups.map(({ asks }) => asks)).toEqual([['a']]);
    groups[0]!.end();
    await turn();
    expect(groups[1]!.asks).toEqual(['b', 'c', 'd']);
    groups[1]!.end();
    await turn();
    groups[2]!.end();
    expect(await answers).toEqual(['a done', 'b done', 'c done', 'd done', 'e done']);
  });

  it('runs as many groups at once as it has lanes', () => {
    const { commit, groups } = stage({ lanes: 2 });
    void Promise.all(['a', 'b', 'c'].map(commit));
    expect(groups.map(({ asks }) => asks)).toEqual([['a'], ['b']]);
  });

  it('runs each alone after a group that was not committed, so that one bad ask harms no other', async () => {
    const { commit, groups } = stage();
    const [first, ...others] = ['a', 'b', 'c'].map(commit);
    groups[0]!.end();
    await first;
    const outcomes = Promise.allSettled(others);
    await turn();
    groups[1]!.end(new Error('one of them is bad'));
    await turn();
    expect(groups[2]!.asks).toEqual(['b']);
    groups[2]!.end();
    await turn();
    expect(groups[3]!.asks).toEqual(['c']);
    groups[3]!.end(new Error('c is bad'));
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected']);
  });

  it('[GEN-3] runs nothing again when nobody knows whether it was committed', async () => {
    const { commit, groups } = stage();
    const [first, ...others] = ['a', 'b', 'c'].map(commit);
    groups[0]!.end();
    await first;
    const outcomes = Promise.allSettled(others);
    await turn();
    groups[1]!.end(new Error('cut'));
    expect((await outcomes).map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
    expect(groups).toHaveLength(2);
  });
});
