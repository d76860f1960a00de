import type { Realtime, Sink, SubscribeRequest } from '@impresario/realtime';

/** One stream as the realtime room was asked for it. */
export interface OpenedStream {
  readonly request: SubscribeRequest;
  readonly sink: Sink;
  isClosed: boolean;
}

/** A realtime room that tells what the test tells it to: for the transports alone, never for what the log says. */
export function scriptedRealtime(isCaughtUp = false): {
  readonly realtime: Realtime;
  readonly opened: OpenedStream[];
} {
  const opened: OpenedStream[] = [];
  const realtime: Realtime = {
    subscribe(request, sink) {
      const stream: OpenedStream = { request, sink, isClosed: false };
      opened.push(stream);
      return {
        close() {
          stream.isClosed = true;
          sink.close('unsubscribed');
        },
      };
    },
    isCaughtUp: async () => isCaughtUp,
    nudge() {},
    async close() {
      for (const { sink } of opened) sink.close('stopped');
    },
  };
  return { realtime, opened };
}
