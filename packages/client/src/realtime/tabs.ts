import { fingerprint } from '../fingerprint.ts';
import type { Transport } from '../transport.ts';
import type { FeedListener, Bookmark } from './feed.ts';
import { follow, tellOthers } from './tab-roles.ts';

/** Node's types have the class, and no type of its name. */
export type Channel = InstanceType<typeof BroadcastChannel>;

/** What the pages of one browser share; a page has these where it came by HTTPS or from this machine. */
export interface Tabs {
  /** The part of `LockManager` this package needs. */
  readonly locks: {
    request(
      name: string,
      options: { readonly steal?: boolean; readonly signal?: AbortSignal },
      work: () => Promise<void>,
    ): Promise<unknown>;
  };
  readonly openChannel: (name: string) => Channel;
}

export interface Turns {
  readonly transport: Transport;
  readonly tabs: Tabs;
  readonly onWake: (listener: () => void) => () => void;
  readonly name: string;
  readonly bookmark: Bookmark;
  readonly listener: FeedListener;
  /** Holds the connection, and tells what comes over it. */
  readonly lead: (listener: FeedListener, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** One name for one user of one server, so that pages of different users never meet. */
export function channelName(transport: Transport, who: string): string {
  return `impresario:${fingerprint(JSON.stringify([transport.address(''), who]))}`;
}

/**
 * Follows the tab that leads, or leads: the one that holds the lock has the connection and tells the others what
 * comes. When it closes, the next one gets the lock; when it is frozen, it does not answer and the lock is taken
 * from it. Each resumes from the last id it heard, so nothing is lost on the way. Ends, or throws, as leading does.
 */
export async function takeTurns(turns: Turns): Promise<void> {
  const channel = turns.tabs.openChannel(turns.name);
  try {
    for (let steal = false; !turns.signal.aborted;) {
      const turn = await takeTurn(turns, channel, steal);
      if (turn === 'over') return;
      steal = turn === 'leader-gone';
    }
  } finally {
    channel.close();
  }
}

type Turn = 'over' | 'leader-gone' | 'stolen';

async function takeTurn(turns: Turns, channel: Channel, steal: boolean): Promise<Turn> {
  const { tabs, name, signal, transport } = turns;
  const following = new AbortController();
  const leading = new AbortController();
  let isLeaderGone = false;
  const options = steal ? { steal } : { signal: AbortSignal.any([signal, following.signal]) };
  const held = tabs.locks.request(name, options, async () => {
    following.abort();
    transport.log.debug('This tab holds the event stream for all');
    await turns.lead(tellOthers(turns, channel), AbortSignal.any([signal, leading.signal]));
  });
  if (!steal) {
    void follow(turns, channel, AbortSignal.any([signal, following.signal])).then((isGone) => {
      if (!isGone) return;
      isLeaderGone = true;
      following.abort();
    });
  }
  try {
    await held;
  } catch (error) {
    leading.abort();
    if (signal.aborted) return 'over';
    const isAbort = error instanceof DOMException && error.name === 'AbortError';
    if (!isAbort) throw error;
    return isLeaderGone ? 'leader-gone' : 'stolen';
  } finally {
    channel.onmessage = null;
    following.abort();
  }
  return 'over';
}
