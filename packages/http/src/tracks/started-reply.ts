import { isTerminal } from '@impresario/protocol';
import type { Call } from '../operation.ts';
import { jsonReply } from '../replies/json-reply.ts';
import { preferredWaitSeconds } from '../requests/prefer-wait.ts';

/** What a request started: a track, or work beside one. */
export type Made = 'track' | 'operation';

interface Started {
  readonly made: Made;
  readonly id: string;
}

type AnyCall = Call<unknown, unknown, unknown>;
type Headers = Readonly<Record<string, string>>;

/** The reply to what goes on in the background: `accepted`, or 200 when the client waits and it ends in time. */
export async function startedReply(
  call: AnyCall,
  started: Started,
  headers: Headers,
  accepted: (headers: Headers) => Response,
): Promise<Response> {
  const all: Record<string, string> = { location: `/v1/${started.made}s/${started.id}`, ...headers };
  const waitSeconds = preferredWaitSeconds(call.c.req.header('prefer'));
  if (waitSeconds > 0) {
    all['preference-applied'] = `wait=${waitSeconds}`;
    const ended = await inTime(call, waitSeconds, (signal) => endOf(call, started, signal));
    if (ended) return jsonReply(call.c, 200, ended, all);
  }
  return accepted(all);
}

/** Gives `wait` a signal that is aborted after so many seconds, or when the client has left. */
export async function inTime<T>(
  { c, services }: AnyCall,
  seconds: number,
  wait: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const tooLong = new AbortController();
  const cancelTimer = services.clock.schedule(() => tooLong.abort(), seconds * 1000);
  return wait(AbortSignal.any([tooLong.signal, c.req.raw.signal])).finally(cancelTimer);
}

/** As the client is told of it once it is terminal; null when it is not. */
async function endOf(
  { services, caller }: AnyCall,
  { made, id }: Started,
  signal: AbortSignal,
): Promise<object | null> {
  const { engine, presenter } = services;
  if (made === 'operation') {
    const operation = await engine.waitForOperation(caller.userId, id, signal);
    return operation && isTerminal(operation.status) ? operation : null;
  }
  const track = await engine.waitForTrack(caller.userId, id, signal);
  return track && isTerminal(track.status) ? presenter.present(track) : null;
}
