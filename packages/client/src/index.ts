export { createClient } from './create-client.ts';
export type { Client, ClientOptions } from './create-client.ts';
export { ImpresarioError, type ImpresarioErrorCode } from './impresario-error.ts';
export { isTerminal } from './is-terminal.ts';
export { GenerationService, type GenerateOptions } from './generation/generation-service.ts';
export {
  RealtimeSubscriptionManager,
  type ConnectionState,
  type OperationChange,
  type TrackChange,
} from './realtime/realtime-subscription-manager.ts';
export type { Change, SubscribeOptions } from './realtime/subscriptions.ts';
export { sanitizeLyrics, sanitizePrompt, sanitizeTitle } from './sanitize.ts';
export type { Token } from './token.ts';
export type { UploadOptions, UploadProgress } from './uploads/create-uploads.ts';
export type { EventsOptions } from './track-events.ts';
export type { WaitForOptions } from './wait-for.ts';
export { newKey, systemClock, type Clock, type Fetch, type KeyValueStore, type Log } from './world.ts';
export type { CallOptions, CreateOptions, ListOptions, RetryOptions } from './track-calls.ts';
// What goes over the wire, for those who have no other place to take it from.
export type {
  ApiKey,
  Asset,
  CreateTrackInput,
  Credits,
  OperationEvent,
  OperationResource,
  Page,
  Persona,
  Problem,
  ProblemCode,
  Provider,
  Track,
  TrackError,
  TrackErrorCode,
  TrackEvent,
  TrackStatus,
  Transaction,
  Upload,
  Version,
} from '@impresario/protocol';
