import { within } from '../world.ts';
import type { FeedListener } from './feed.ts';
import { readTabMessage, type TabMessage } from './tab-message.ts';
import type { Channel, Turns } from './tabs.ts';

/** A leader that was not heard for so long is asked whether it is there, */
const quietMs = 20_000;
/** and has so long to answer: posted messages reach hidden tabs too, but not frozen ones. */
const answerMs = 5_000;

/** The leader's part: what it is told goes to the other tabs as well, and who asks gets an answer. */
export function tellOthers({ listener, bookmark }: Turns, channel: Channel): FeedListener {
  const post = (message: TabMessage) => channel.postMessage(message);
  let line = { isUp: false, breakCount: 0 };
  const tellLine = () => post({ kind: 'line', ...line, lastEventId: bookmark.lastEventId });
  channel.onmessage = ({ data }) => {
    if (readTabMessage(data)?.kind === 'ask') tellLine();
  };
  return {
    onMessage(message) {
      post({ kind: 'said', message });
      listener.onMessage(message);
    },
    onUp(hasGap) {
      line = { isUp: true, breakCount: 0 };
      tellLine();
      listener.onUp(hasGap);
    },
    onDown(breakCount) {
      line = { isUp: false, breakCount };
      tellLine();
      listener.onDown(breakCount);
    },
    onOtherUser: () => listener.onOtherUser(),
    onRefused: (error) => listener.onRefused(error),
  };
}

/** The others' part: true when the leader does not answer any more, false when `signal` was aborted. */
export async function follow(turns: Turns, channel: Channel, signal: AbortSignal): Promise<boolean> {
  const { transport, onWake } = turns;
  let heard = () => {};
  let mustAsk = false;
  const take = inTurnOf(turns);
  channel.onmessage = ({ data }) => {
    const message = readTabMessage(data);
    if (message === null || message.kind === 'ask') return;
    heard();
    take(message);
  };
  const sign = (ms: number) => within(new Promise<void>((resolve) => (heard = resolve)), ms, transport.clock);
  const stopWaking = onWake(() => {
    mustAsk = true;
    heard();
  });
  signal.addEventListener('abort', () => heard(), { once: true });
  try {
    while (!signal.aborted) {
      mustAsk = false;
      channel.postMessage({ kind: 'ask' } satisfies TabMessage);
      if (!(await sign(answerMs))) return !signal.aborted;
      while (!mustAsk && !signal.aborted && (await sign(quietMs)));
    }
    return false;
  } finally {
    stopWaking();
  }
}

/** Takes what the leader tells, and finds out whether something was missed. */
function inTurnOf({ listener, bookmark }: Turns): (message: Exclude<TabMessage, { kind: 'ask' }>) => void {
  /** Whether all from `bookmark` on was heard. Not before the leader has said where it stands. */
  let isInStep = false;
  return (message) => {
    if (message.kind === 'said') {
      listener.onMessage(message.message);
      if (isInStep && message.message.id !== null) bookmark.lastEventId = message.message.id;
      return;
    }
    if (!message.isUp) return listener.onDown(message.breakCount);
    const hasGap =
      message.lastEventId !== bookmark.lastEventId || (!isInStep && bookmark.lastEventId === null);
    isInStep = true;
    bookmark.lastEventId = message.lastEventId ?? bookmark.lastEventId;
    listener.onUp(hasGap);
  };
}
