import { ImpresarioError } from '../impresario-error.ts';
import { streamMessages } from '../stream-messages.ts';
import type { Transport } from '../transport.ts';
import type { Feed } from './feed.ts';

/** A feed over a connection of its own. It remembers its place, so that it resumes when it is run again. */
export function ownFeed(transport: Transport): Feed {
  let lastEventId: string | null = null;
  return async (listener, signal) => {
    try {
      const messages = streamMessages(transport, {
        path: '/v1/events',
        lastEventId,
        signal,
        onConnection: (open, resumed) => {
          if (open) listener.onUp(!resumed);
        },
        onBreak: (count) => listener.onDown(count),
      });
      for await (const message of messages) {
        if (message.event !== 'position') listener.onMessage(message);
        if (message.id !== null) lastEventId = message.id;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ImpresarioError)) throw error;
      listener.onRefused(error);
    }
  };
}
