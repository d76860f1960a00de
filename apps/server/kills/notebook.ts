import type { FaultRecord } from './faults.ts';
import type { Wish } from './wish.ts';

/** What a client holds in its hand: the server said yes, and must keep it whatever happens to its processes. */
export interface Acknowledged {
  readonly wish: Wish;
  readonly id: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

/** Everything the clients saw and did in a campaign. */
export interface Notebook {
  readonly work: readonly Acknowledged[];
  readonly cancels: readonly Acknowledged[];
  readonly wishes: readonly Wish[];
  readonly faults: FaultRecord[];
  /** Answers by status. */
  readonly answers: Map<number, number>;
  /** Answers that no client should ever see, in words. */
  readonly surprises: string[];
  /** Second answers under one key that were not the first one's bytes, in words. */
  readonly otherBytes: string[];
  /** What a client saw that repeats only what nobody answered, while one process after the other was replaced. */
  readonly failedWhileReplaced: string[];
  retryCount: number;
  /** Wishes that nobody answered although they were sent again for a minute. */
  unansweredCount: number;
  noteWish(wish: Wish): void;
  noteAnswer(wish: Wish, answer: { status: number; text: string; sentAt: number; answeredAt: number }): void;
  noteFinished(userId: string, id: string): void;
  /** One of the young tracks; what is no track, such as lyrics, is left out. */
  anyTrack(fraction: number): { userId: string; id: string } | null;
  anyFinished(fraction: number): { userId: string; id: string } | null;
}

/** Cancelling and reading meets what is young: the old is over. */
const youngMax = 400;

export function createNotebook(): Notebook {
  const firstByKey = new Map<string, Acknowledged>();
  const work: Acknowledged[] = [];
  const cancels: Acknowledged[] = [];
  const wishes: Wish[] = [];
  const finished: { userId: string; id: string }[] = [];

  function noteWork(acknowledged: Acknowledged): void {
    const key = `${acknowledged.wish.userId} ${acknowledged.wish.key}`;
    const first = firstByKey.get(key);
    if (!first) {
      firstByKey.set(key, acknowledged);
      work.push(acknowledged);
    } else if (first.text !== acknowledged.text) notebook.otherBytes.push(key);
  }

  const notebook: Notebook = {
    work,
    cancels,
    wishes,
    faults: [],
    answers: new Map(),
    surprises: [],
    otherBytes: [],
    failedWhileReplaced: [],
    retryCount: 0,
    unansweredCount: 0,
    noteWish: (wish) => void wishes.push(wish),
    noteAnswer(wish, { status, text, sentAt, answeredAt }) {
      notebook.answers.set(status, (notebook.answers.get(status) ?? 0) + 1);
      if (!isExpected(status)) notebook.surprises.push(`${status} to ${wish.method} ${wish.path}: ${text}`);
      if (status >= 300) return;
      const { id } = JSON.parse(text) as { id: string };
      const acknowledged = { wish, id, text, sentAt, answeredAt };
      if (wish.promises === 'work') noteWork(acknowledged);
      if (wish.promises === 'cancel') cancels.push(acknowledged);
    },
    noteFinished: (userId, id) => void finished.push({ userId, id }),
    anyTrack(fraction) {
      const young = work.slice(-youngMax).filter(({ wish }) => /\/(tracks|extend)$/.test(wish.path));
      const one = young[Math.floor(fraction * young.length)];
      return one ? { userId: one.wish.userId, id: one.id } : null;
    },
    anyFinished: (fraction) => finished[Math.floor(fraction * finished.length)] ?? null,
  };
  return notebook;
}

/** Yes; a plan's limit; a track that is over already; an operation that this track's provider has not. */
function isExpected(status: number): boolean {
  return status === 200 || status === 202 || status === 429 || status === 409 || status === 422;
}
