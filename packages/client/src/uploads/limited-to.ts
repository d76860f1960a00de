/** The same stream, which fails once it turns out longer than `bytesMax`. */
export function limitedTo(
  bytesMax: number,
  stream: ReadableStream<Uint8Array>,
  fault: () => Error,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  const count = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax) controller.error(fault());
      else controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
  return stream.pipeThrough(count);
}
