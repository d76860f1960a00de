import { parseEventStream, type StreamMessage } from './parse-event-stream.ts';
import { connectionFailure, silence } from './read-failure.ts';
import type { Call, Transport } from './transport.ts';
import { within } from './world.ts';

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
  const cut = new AbortController();
  const signal = call.signal ? AbortSignal.any([call.signal, cut.signal]) : cut.signal;
  const headers: Record<string, string> = { accept: 'text/event-stream' };
  if (call.lastEventId !== null) headers['last-event-id'] = call.lastEventId;
  const url = transport.address(call.path);
  try {
    const { as } = call;
    const response = await transport.send(call.path, { headers, signal, as, replyWithinMs: silenceMaxMs });
    // How the standard tells a reader that came back after the end to stop.
    if (response.status === 204 || !response.body) {
      yield { event: 'end', data: '', id: null };
      return;
    }
    const parse = parseEventStream(call.onRetry);
    const reader = response.body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const chunk = await within(reader.read(), silenceMaxMs, transport.clock);
      if (!chunk) throw silence(url, silenceMaxMs);
      if (chunk.value.done) return;
      call.onSign();
      yield* parse(decoder.decode(chunk.value.value, { stream: true }));
    }
  } catch (error) {
    call.signal?.throwIfAborted();
    throw error instanceof Error && error.name === 'ImpresarioError' ? error : connectionFailure(error, url);
  } finally {
    cut.abort();
  }
}
