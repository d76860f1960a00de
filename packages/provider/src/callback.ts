import type { Operation } from '@impresario/protocol';
import type { Snapshot, TaskHandle } from './outcome.ts';

/** One POST of a provider, before anything in it is believed. */
export interface CallbackRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Whether the address carried the attempt's unguessable correlation. */
  readonly hasCorrelation: boolean;
  readonly now: Date;
}

/**
 * How far a callback is believed (CAL-2): `trusted`, its whole body is authenticated and may be acted on; `hint`, the
 * task is to be looked at; the others are refused.
 */
export type CallbackTrust = 'trusted' | 'hint' | 'missing-signature' | 'invalid-signature';

/** What a callback says of a task. */
export interface CallbackReading {
  readonly handle: TaskHandle;
  readonly snapshot: Snapshot;
}

export interface CallbackReader {
  /** Never throws, whatever the headers are. */
  verify(request: CallbackRequest): CallbackTrust;
  /** The task a parsed body names; null when it names none. */
  taskIdOf(payload: unknown): string | null;
  /** What it says, given what had been asked for; null when it says nothing that can be used. */
  read(payload: unknown, operation: Operation): CallbackReading | null;
}
