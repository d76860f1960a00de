import type { StreamMessage } from '../parse-event-stream.ts';
import { fieldsOf } from '../parse-json.ts';

/** What tabs tell each other. Every page of this origin can write here: nothing is taken without a look. */
export type TabMessage =
  /** A follower asks how the line is, and whether anybody leads. */
  | { kind: 'ask' }
  /** How the leader's line is, and the last id that came over it. */
  | { kind: 'line'; isUp: boolean; breakCount: number; lastEventId: string | null }
  /** What the server said to the leader. */
  | { kind: 'said'; message: StreamMessage };

/** What another tab posted, or null when it is none of these. What it says is read as the server's words are. */
export function readTabMessage(posted: unknown): TabMessage | null {
  const { kind, lastEventId, message } = fieldsOf(posted);
  if (kind === 'ask') return { kind };
  // The one thing that goes on to the server as it is.
  const id = kind === 'said' ? fieldsOf(message)['id'] : lastEventId;
  const isKnown = (kind === 'line' || kind === 'said') && (id === null || typeof id === 'string');
  return isKnown ? (posted as TabMessage) : null;
}
