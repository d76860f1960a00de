import { ImpresarioError } from '../impresario-error.ts';
import type { StreamMessage } from '../parse-event-stream.ts';
import { streamMessages } from '../stream-messages.ts';
import { identityOf } from '../token.ts';
import type { Transport } from '../transport.ts';
import { backoffMs } from '../world.ts';
import { channelName, takeTurns, type Tabs } from './tabs.ts';

/** Who is told by a feed. */
export interface FeedListener {
  onMessage(message: StreamMessage): void;
  /** Messages come from now on. With a gap, something may have happened since the last one that never will come. */
  onUp(hasGap: boolean): void;
  /** They stopped. `breakCount`: how often in a row, short-lived connections included. */
  onDown(breakCount: number): void;
  /** Somebody else is signed in than before: what was known is none of theirs. */
  onOtherUser(): void;
  /** The server says no, and will say so again: the feed is over. */
  onRefused(error: ImpresarioError): void;
}

/** Up to where the messages of one user were heard. */
export interface Bookmark {
  readonly who: string;
  lastEventId: string | null;
}

/** Where a client's messages come from: its own connection, or another tab's. Runs until `signal` is aborted. */
export type Feed = (listener: FeedListener, signal: AbortSignal) => Promise<void>;

export interface FeedOptions {
  readonly transport: Transport;
  readonly tabs: Tabs | null;
  readonly onWake: (listener: () => void) => () => void;
}

/** A feed that keeps its bookmark, so that it resumes when it is run again. */
export function createFeed({ transport, onWake, ...options }: FeedOptions): Feed {
  let { tabs } = options;
  let bookmark: Bookmark | null = null;

  async function call(listener: FeedListener, from: Bookmark, signal: AbortSignal): Promise<void> {
    const messages = streamMessages(transport, {
      path: '/v1/events',
      as: from.who,
      lastEventId: from.lastEventId,
      signal,
      onWake,
      isLasting,
      onConnection: (open, resumed) => {
        if (open) listener.onUp(!resumed);
      },
      onBreak: (count) => listener.onDown(count),
    });
    for await (const message of messages) {
      listener.onMessage(message);
      if (message.id !== null) from.lastEventId = message.id;
    }
  }

  return async (listener, signal) => {
    for (let failures = 0; !signal.aborted; failures++) {
      let token: string | undefined;
      try {
        token = await transport.token();
        const who = identityOf(token);
        if (bookmark !== null && bookmark.who !== who) listener.onOtherUser();
        if (bookmark?.who !== who) bookmark = { who, lastEventId: null };
        const at = bookmark;
        const lead = (to: FeedListener, until: AbortSignal) => call(to, at, until);
        if (tabs === null) await lead(listener, signal);
        else
          await takeTurns({
            transport,
            tabs,
            onWake,
            name: channelName(transport, who),
            bookmark: at,
            lead,
            listener,
            signal,
          });
      } catch (error) {
        if (signal.aborted) return;
        if (tabs !== null && error instanceof DOMException) {
          // Pages without an origin of their own may have locks and not be allowed to use them.
          tabs = null;
          continue;
        }
        if (!(error instanceof ImpresarioError)) throw error;
        const isOld = error.code === 'unauthenticated' && (await isRenewed(transport, token));
        if (!isOld && isLasting(error)) return listener.onRefused(error);
        if (!isOld) listener.onDown(failures + 1);
      }
      // Here after a token that could not be had, or that had run out, or a server that ends what has no end.
      await transport.clock
        .sleep(backoffMs(failures, 500, 15_000, transport.clock), signal)
        .catch(() => undefined);
    }
  };
}

/** A refusal in the engine's own words. What a proxy in between refuses may come another way, or later. */
function isLasting({ code, problem, status }: ImpresarioError): boolean {
  return (code === 'unauthenticated' || code === 'forbidden') && (problem !== null || status === null);
}

async function isRenewed(transport: Transport, token: string | undefined): Promise<boolean> {
  return transport.token().then(
    (now) => now !== token,
    () => true,
  );
}
