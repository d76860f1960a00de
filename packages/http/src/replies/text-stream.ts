import type { Log } from '@impresario/engine';

/**
 * Text as the body of a reply: the next piece is made when there is room for it, and none after the client has left.
 * Where a piece cannot be made the connection is cut, because the status has been sent.
 */
export function textStream(pieces: AsyncGenerator<string, void>, log: Log): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await pieces.next();
          if (done) controller.close();
          else controller.enqueue(encoder.encode(value));
        } catch (error) {
          log.error({ err: error }, 'a reply broke off');
          throw error;
        }
      },
      async cancel() {
        await pieces.return();
      },
    },
    { highWaterMark: 1 },
  );
}
