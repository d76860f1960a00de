export { createRealtime } from './create-realtime.ts';
export type { Realtime, RealtimeOptions, SubscribeRequest, Subscription } from './create-realtime.ts';
export { encodeServerSentEvent } from './frame.ts';
export type { Frame } from './frame.ts';
export type { PresentTrack, Sink } from './ports.ts';
