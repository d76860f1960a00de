import type { Frame, Sink } from '@impresario/realtime';

/** Above this, history waits for the client. */
const SOFT_BYTES_MAX = 64 * 1024;
/** Above this, the client is too slow to be kept (RT-3). */
const HARD_BYTES_MAX = 1024 * 1024;
/** How soon a browser comes back after a lost connection. */
const RETRY_MS = 1000;

/** A web stream that frames are written to. `onGone` is called once, when either end is done with it. */
export function createStreamSink(
  encode: (frame: Frame) => Uint8Array,
  onGone: () => void,
): { readonly sink: Sink; readonly stream: ReadableStream<Uint8Array> } {
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let isOpen = true;
  let onRoom: () => void = () => {};

  const finish = () => {
    if (!isOpen) return;
    isOpen = false;
    onRoom();
    onGone();
  };

  const stream = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
        controller.enqueue(new TextEncoder().encode(`retry: ${RETRY_MS}\n\n`));
      },
      pull: () => onRoom(),
      cancel: finish,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: SOFT_BYTES_MAX }),
  );

  const room = () => controller.desiredSize ?? 0;

  const sink: Sink = {
    send(frame) {
      if (!isOpen) return false;
      const bytes = encode(frame);
      if (room() - bytes.byteLength < SOFT_BYTES_MAX - HARD_BYTES_MAX) return false;
      controller.enqueue(bytes);
      return true;
    },
    async drained() {
      if (!isOpen || room() > 0) return;
      await new Promise<void>((resolve) => {
        onRoom = resolve;
      });
    },
    close() {
      if (!isOpen) return;
      controller.close();
      finish();
    },
  };
  return { sink, stream };
}
