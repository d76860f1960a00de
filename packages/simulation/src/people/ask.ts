import type { Admission, Operated } from '@impresario/engine';
import type { Watch } from '../checks/watch.ts';
import { isPassing } from '../house/log.ts';
import type { Node } from '../house/node.ts';
import type { History } from '../scheduler/history.ts';
import type { Books, Request, Wish } from './books.ts';

export interface Desk {
  readonly books: Books;
  readonly history: History;
  readonly watch: Watch;
}

/** Asks a node and notes what the person is told; nobody waits for it. A node that dies tells nothing. */
export function ask<T>(
  { books, history, watch }: Desk,
  node: Node,
  what: string,
  verb: () => Promise<T>,
  told: (answer: T) => string,
  failed: () => void = () => {},
): void {
  history.deed(`${node.name} is asked: ${what}`);
  books.pendingCount += 1;
  const waiting = new Set([1]);
  const over = () => {
    if (waiting.delete(1)) books.pendingCount -= 1;
  };
  forgetWhenGone(node, over);
  verb().then(
    (answer) => {
      over();
      history.deed(`${node.name} answers ${what}: ${told(answer)}`);
    },
    (error: unknown) => {
      over();
      history.deed(`${node.name} fails at ${what}`);
      failed();
      if (!isPassing(error)) watch.accuse('our own fault', `${what} threw ${String(error)}`);
    },
  );
}

const leftBehind = new WeakMap<Node, (() => void)[]>();

function forgetWhenGone(node: Node, over: () => void): void {
  const mine = leftBehind.get(node) ?? [];
  mine.push(over);
  leftBehind.set(node, mine);
}

/** Whoever waits for this node waits no longer. */
export function letGo(node: Node): void {
  for (const over of leftBehind.get(node) ?? []) over();
}

/** Asks for a wish and notes the answer in the books. */
export function askFor(desk: Desk, node: Node, wish: Wish, verb: () => Promise<Admission | Operated>): void {
  const { books, history } = desk;
  const request: Request = {
    wish,
    node: node.name,
    askedAt: history.stepCount(),
    answeredAt: null,
    told: { kind: 'nothing' },
  };
  books.requests.push(request);
  const what = `${wish.person.userId} wants ${wish.what} (${wish.label}${wish.key ? `, key ${wish.key}` : ''})`;
  ask(
    desk,
    node,
    what,
    verb,
    (answer) => {
      request.answeredAt = history.stepCount();
      if (answer.kind === 'not-found' || answer.kind === 'no-such-version' || answer.kind === 'illegal') {
        request.told = { kind: 'refused' };
        return answer.kind;
      }
      request.told = { kind: 'answer', answer };
      if (answer.kind !== 'admitted') return answer.kind;
      if (!books.known.has(answer.trackId))
        books.known.set(answer.trackId, { person: wish.person, revision: 0 });
      return `${history.name(answer.trackId)}${answer.replayed ? ' again' : ''}`;
    },
    () => {
      request.told = { kind: 'error' };
      request.answeredAt = history.stepCount();
    },
  );
}
