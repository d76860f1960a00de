import { silence } from '../read-failure.ts';
import type { Transport } from '../transport.ts';
import { either } from '../world.ts';

/** A line that takes nothing, or a server that has all and says nothing, for so long is given up. */
const stalledMs = 60_000;

/** A signal for an upload: aborted with the caller's, or when nothing moves for a minute. */
export function patienceWith(transport: Transport, given: AbortSignal | undefined) {
  const stalled = new AbortController();
  const signal = either(given, stalled);
  let turn = new AbortController();
  const renew = () => {
    turn.abort();
    turn = new AbortController();
    transport.clock.sleep(stalledMs, turn.signal).then(
      () => stalled.abort(silence(transport.address('/'), stalledMs)),
      () => undefined,
    );
  };
  renew();
  return {
    signal,
    renew,
    end: () => turn.abort(),
    /** What to throw for an error that ended the upload. */
    reasonFor: (error: unknown): unknown => (signal.aborted ? (signal.reason as unknown) : error),
  };
}
