import { readBounds, readEvents } from './event-log.ts';
import { createFrameMaker } from './frames.ts';
import { LogReader } from './log-reader.ts';
import type { Clock, Log, Pool, PresentTrack, Sink } from './ports.ts';
import { comparePositions, parsePosition } from './position.ts';
import { Subscriber } from './subscriber.ts';

export interface RealtimeOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly present: PresentTrack;
  /** How often the log is looked at when nobody nudges, and only while somebody listens. */
  readonly lookEveryMs: number;
}

export interface SubscribeRequest {
  readonly userId: string;
  /** One track, or null for all of the user's. */
  readonly trackId: string | null;
  /** The id of the last event the client got (`Last-Event-ID`), or null. */
  readonly after: string | null;
}

export interface Subscription {
  /** Ends the stream; also closes its sink. */
  close(): void;
}

/** The changes of tracks, told to whoever listens, in the order they were committed (RT-1). */
export interface Realtime {
  /**
   * Sends the client's changes to `sink` from `after` on. A track stream begins with the present state and
   * ends after the last change; an `after` the log does not reach back to is answered by a `reset` frame.
   */
  subscribe(request: SubscribeRequest, sink: Sink): Subscription;
  /** True when the log has nothing for this client after `after`. */
  isCaughtUp(request: SubscribeRequest): Promise<boolean>;
  /** Says that events were committed in this process, so that they are sent at once. */
  nudge(): void;
  /** Ends every stream; clients resume elsewhere with their last id. */
  close(): Promise<void>;
}

const HEARTBEAT_MS = 15_000;

export function createRealtime(options: RealtimeOptions): Realtime {
  const { pool, clock, log, present } = options;
  const reader = new LogReader(options);
  const frames = createFrameMaker(present);
  const subscribers = new Set<Subscriber>();
  let stopBeating: () => void = () => {};

  const beat = () => {
    for (const subscriber of [...subscribers]) subscriber.beat();
    if (subscribers.size > 0) stopBeating = clock.schedule(beat, HEARTBEAT_MS);
  };

  return {
    subscribe(request, sink) {
      const onClosed = () => {
        subscribers.delete(subscriber);
        if (subscribers.size === 0) stopBeating();
      };
      const subscriber = new Subscriber({ ...request, pool, log, reader, frames, present, sink, onClosed });
      if (subscribers.size === 0) stopBeating = clock.schedule(beat, HEARTBEAT_MS);
      subscribers.add(subscriber);
      void subscriber.start();
      return { close: () => subscriber.close() };
    },
    async isCaughtUp({ userId, trackId, after }) {
      const position = after === null ? null : parsePosition(after);
      if (position === null) return false;
      const { start, now } = await readBounds(pool);
      if (comparePositions(position, start) < 0 || comparePositions(position, now) > 0) return false;
      const page = await readEvents(pool, position, { userId, trackId });
      return page.events.length === 0 && !page.isHeldBack;
    },
    nudge: () => reader.nudge(),
    async close() {
      for (const subscriber of [...subscribers]) subscriber.close();
      await reader.close();
    },
  };
}
