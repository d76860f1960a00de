import type { StreamMessage } from '../parse-event-stream.ts';

/** What tabs tell each other. Every page of this origin can write here: nothing is taken without a look. */
export type TabMessage =
  /** A follower asks how the line is, and whether anybody leads. */
  | { kind: 'ask' }
  /** How the leader's line is, and the last id that came over it. */
  | { kind: 'line'; isUp: boolean; breakCount: number; lastEventId: string | null }
  /** What the server said to the leader. */
  | { kind: 'said'; message: StreamMessage };

/** What another tab posted, or null when it is none of these. The text of the server is read as the server's is. */
export function readTabMessage(posted: unknown): TabMessage | null {
  const { kind, isUp, breakCount, lastEventId, message } = fieldsOf(posted);
  if (kind === 'ask') return { kind };
  if (kind === 'line') {
    if (typeof isUp !== 'boolean' || typeof breakCount !== 'number' || !isTextOrNull(lastEventId))
      return null;
    return { kind, isUp, breakCount, lastEventId };
  }
  if (kind !== 'said') return null;
  const { event, data, id } = fieldsOf(message);
  if (typeof event !== 'string' || typeof data !== 'string' || !isTextOrNull(id)) return null;
  return { kind, message: { event, data, id } };
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
