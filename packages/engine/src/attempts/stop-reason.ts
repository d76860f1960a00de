/** Why a running call was stopped from our side. */
export type StopReason = 'shutdown' | 'lost-claim' | 'cancelled' | 'deadline';

/** Whether it was stopped because this process ends: what it then says is of us, and nothing of the provider. */
export function isOurStop(signal: AbortSignal): boolean {
  return signal.aborted && (signal.reason as StopReason) === 'shutdown';
}
