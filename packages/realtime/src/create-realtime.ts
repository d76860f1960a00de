import { readEvents } from './event-log.ts';
import { createFrameMaker } from './frames.ts';
import { LogReader } from './log-reader.ts';
import type { Clock, Log, Pool, PresentTrack, Sink } from './ports.ts';
import { parsePosition } from './position.ts';
import { inTurns } from './query-turns.ts';
import type { Relay } from './relay/relay.ts';
import { isWithin, Subscriber, type SubscriberRoom, type SubscribeRequest } from './subscriber.ts';

export interface RealtimeOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Log;
  readonly present: PresentTrack;
  /** How often the log is looked at when nobody nudges, and only while somebody listens. */
  readonly lookEveryMs: number;
  /** Between the processes of one deployment; the look alone finds what others commit when there is none. */
  readonly relay?: Relay | undefined;
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

/** Of the ten connections of the pool: history is read by so many clients at once. */
const READ_AT_ONCE_MAX = 4;

export function createRealtime(options: RealtimeOptions): Realtime {
  const { log, present } = options;
  const reader = new LogReader(options);
  const pool = inTurns(options.pool, READ_AT_ONCE_MAX);
  const subscribers = new Set<Subscriber>();
  const room: SubscriberRoom = {
    pool,
    log,
    reader,
    frames: createFrameMaker(present),
    present,
    onClosed: (subscriber) => void subscribers.delete(subscriber),
  };

  return {
    subscribe(request, sink) {
      const subscriber = new Subscriber(room, request, sink);
      subscribers.add(subscriber);
      void subscriber.start(request.after);
      return { close: () => subscriber.close('unsubscribed') };
    },
    async isCaughtUp({ userId, trackId, after }) {
      const position = after === null ? null : parsePosition(after);
      if (position === null) return false;
      const { events, isHeldBack, bounds } = await readEvents(pool, position, { userId, trackId });
      return isWithin(position, bounds) && events.length === 0 && !isHeldBack;
    },
    nudge() {
      reader.nudge();
      options.relay?.tell('events');
    },
    async close() {
      for (const subscriber of [...subscribers]) subscriber.close('stopped');
      await reader.close();
    },
  };
}
