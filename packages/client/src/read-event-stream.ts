import { inTime } from './in-time.ts';
import { parseEventStream, type StreamMessage } from './parse-event-stream.ts';
import type { Call, Transport } from './transport.ts';
import { either } from './world.ts';

/** The server sends a comment every 15 s, so three missing ones mean a dead line that nobody has closed. */
const silenceMaxMs = 45_000;

export interface StreamCall extends Pick<Call, 'signal' | 'as'> {
  path: string;
  lastEventId: string | null;
  /** Something was heard; heartbeats count. */
  onSign: () => void;
  /** How long the server asks to wait before connecting again. */
  onRetry: (ms: number) => void;
}

/**
 * One connection's server-sent events, until the server closes it. Throws `ImpresarioError` when it is refused,
 * breaks, or says nothing for 45 s. Leaving the loop closes the connection.
 */
export async function* readEventStream(
  transport: Transport,
  call: StreamCall,
): AsyncGenerator<StreamMessage, void, undefined> {
  const { path, as, signal } = call;
  const cut = new AbortController();
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (call.lastEventId !== null) headers['last-event-id'] = call.lastEventId;
  try {
    const replyWithinMs = silenceMaxMs;
    const response = await transport.send(path, { headers, signal: either(signal, cut), as, replyWithinMs });
    // How the standard tells a reader that came back after the end to stop.
    if (response.status === 204 || !response.body) {
      yield { event: 'end', data: '', id: null };
      return;
    }
    const waiting = { url: transport.address(path), ms: silenceMaxMs, clock: transport.clock, signal };
    const parse = parseEventStream(call.onRetry);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await inTime(reader.read(), waiting);
      if (done) return;
      call.onSign();
      yield* parse(decoder.decode(value, { stream: true }));
    }
  } finally {
    cut.abort();
  }
}
