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
  /** Takes a place, or says why there is none. What was taken is left once. */
  take(transport: Transport, userId: string): Refusal | null;
  leave(transport: Transport, userId: string): void;
  counts(): Readonly<Record<Transport, number>>;
}

const TRY_AGAIN_SECONDS = 10;

export function createStreamPlaces({ perUserMax, totalMax }: StreamLimits): StreamPlaces {
  const counts: Record<Transport, number> = { sse: 0, websocket: 0 };
  const ofUsers = new Map<string, number>();
  return {
    take(transport, userId) {
      if (counts.sse + counts.websocket >= totalMax) return refuseAll();
      const ofUser = ofUsers.get(userId) ?? 0;
      if (ofUser >= perUserMax) return refuseUser(perUserMax);
      ofUsers.set(userId, ofUser + 1);
      counts[transport] += 1;
      return null;
    },
    leave(transport, userId) {
      const left = (ofUsers.get(userId) ?? 0) - 1;
      if (left > 0) ofUsers.set(userId, left);
      else ofUsers.delete(userId);
      counts[transport] -= 1;
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
