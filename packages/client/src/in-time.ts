import { connectionFailure, silence } from './read-failure.ts';
import { within, type Clock } from './world.ts';

/** What a part of an exchange is waited for by. */
export interface Waiting {
  readonly url: string;
  readonly ms: number;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
}

/** What the network brings of one exchange; throws the signal's reason, or `ImpresarioError` when it breaks or is silent. */
export async function inTime<T>(work: Promise<T>, { url, ms, clock, signal }: Waiting): Promise<T> {
  const done = await within(work, ms, clock).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw connectionFailure(error, url);
  });
  if (!done) throw silence(url, ms);
  return done.value;
}
