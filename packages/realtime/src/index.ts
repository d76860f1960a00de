export { createRealtime } from './create-realtime.ts';
export type { Realtime, RealtimeOptions, Subscription } from './create-realtime.ts';
export {
  encodeServerSentEvent,
  encodeSocketFrameOfAll,
  encodeSocketFrameOfTrack,
  encodeSocketText,
} from './frame.ts';
export type { Frame } from './frame.ts';
export type { SubscribeRequest } from './subscriber.ts';
export { forgetEventsOfAnotherLife } from './other-life.ts';
export { createPostgresRelay } from './relay/postgres-relay.ts';
export type { Relay, RelayHealth, Topic } from './relay/relay.ts';
export type { PresentTrack, Sink, StreamEnd } from './ports.ts';
