import { encodeServerSentEvent, type SubscribeRequest } from '@impresario/realtime';
import type { Call } from '../operation.ts';
import type { Refusal } from '../replies/refusal.ts';
import { createStreamSink } from './stream-sink.ts';

const STREAM_HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-cache, no-transform',
  // nginx would otherwise hold events back until its buffer is full.
  'x-accel-buffering': 'no',
};

/** Timers overflow past 24.8 days; a token that lasts longer is looked at again when the client comes back. */
const STREAM_MS_MAX = 24 * 3_600_000;

/** Opens a stream of events that ends with the caller's token, with the client, or with the track. */
export function eventStreamReply(
  call: Call<unknown, unknown, unknown>,
  request: SubscribeRequest,
): Response | Refusal {
  const { c, services, callerExpiresAt } = call;
  // The router answers HEAD with the headers of GET: nothing may be opened that nobody reads.
  if (c.req.method === 'HEAD') return c.body(null, 200, STREAM_HEADERS);
  const noPlace = services.streamPlaces.take('sse', request.userId);
  if (noPlace) return noPlace;
  const { sink, stream } = createStreamSink(encodeServerSentEvent, () => {
    cancelExpiry();
    subscription.close();
    services.streamPlaces.leave('sse', request.userId);
  });
  const cancelExpiry = callerExpiresAt
    ? services.clock.schedule(
        () => subscription.close(),
        Math.min(STREAM_MS_MAX, Math.max(0, callerExpiresAt.getTime() - services.clock.now().getTime())),
      )
    : () => {};
  const subscription = services.realtime.subscribe(request, sink);
  return c.body(stream, 200, STREAM_HEADERS);
}
