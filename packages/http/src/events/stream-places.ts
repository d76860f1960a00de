import { refuse, type Refusal } from '../replies/refusal.ts';

/** How events come to a client. */
export type Transport = 'sse' | 'websocket';

export interface StreamLimits {
  /** Connections of one user to this process, whatever their transport. */
  readonly perUserMax: number;
  /** Connections of all users to this process: refused while there is still memory to refuse with. */
  readonly totalMax: number;
}

export const defaultStreamLimits: StreamLimits = { perUserMax: 100, totalMax: 15_000 };

/** Counts the connections that events go to, and says when there are enough (RT-3). */
export interface StreamPlaces {
  /**
   * Takes a place, or says why there is none. What was taken is left once. null is for a connection that has yet to say
   * whose it is, which it then does with `name`.
   */
  take(transport: Transport, userId: string | null): Refusal | null;
  /** Counts a place taken before as this user's, or says why that cannot be. */
  name(userId: string): Refusal | null;
  leave(transport: Transport, userId: string | null): void;
  counts(): Readonly<Record<Transport, number>>;
}

const TRY_AGAIN_SECONDS = 10;

export function createStreamPlaces({ perUserMax, totalMax }: StreamLimits): StreamPlaces {
  const counts: Record<Transport, number> = { sse: 0, websocket: 0 };
  const ofUsers = new Map<string, number>();

  function name(userId: string): Refusal | null {
    const ofUser = ofUsers.get(userId) ?? 0;
    if (ofUser >= perUserMax) return refuseUser(perUserMax);
    ofUsers.set(userId, ofUser + 1);
    return null;
  }

  return {
    take(transport, userId) {
      if (counts.sse + counts.websocket >= totalMax) return refuseAll();
      const refusal = userId === null ? null : name(userId);
      if (!refusal) counts[transport] += 1;
      return refusal;
    },
    name,
    leave(transport, userId) {
      counts[transport] -= 1;
      if (userId === null) return;
      const left = (ofUsers.get(userId) ?? 0) - 1;
      if (left > 0) ofUsers.set(userId, left);
      else ofUsers.delete(userId);
    },
    counts: () => counts,
  };
}

function refuseAll(): Refusal {
  return refuse(
    'service_unavailable',
    'This server has as many event streams as it can hold; try again soon.',
    later,
  );
}

function refuseUser(perUserMax: number): Refusal {
  const detail = `You have ${perUserMax} event streams open, which is the most at once; close one, or share it.`;
  return refuse('concurrency_limit_exceeded', detail, later);
}

const later = {
  extra: { retryAfter: TRY_AGAIN_SECONDS },
  headers: { 'retry-after': String(TRY_AGAIN_SECONDS) },
};
