export { createClient } from './create-client.ts';
export type { Client, ClientOptions } from './create-client.ts';
export { ImpresarioError, type ImpresarioErrorCode } from './impresario-error.ts';
export { isTerminal } from './is-terminal.ts';
export type { EventsOptions } from './track-events.ts';
export type { WaitForOptions } from './wait-for.ts';
export { systemClock, type Clock, type Fetch } from './world.ts';
export type { CallOptions, CreateOptions, ListOptions, RetryOptions } from './track-calls.ts';
