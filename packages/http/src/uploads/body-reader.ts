import { UploadFault } from './upload-fault.ts';

/** A request's body, read once, by several in turn. */
export interface BodyReader {
  /** Throws UploadFault when the connection is lost. */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>;
  /** Reads what is left, at most so many bytes: true when that was all, else the rest is given up. */
  drain(bytesMax: number): Promise<boolean>;
}

export function createBodyReader(stream: ReadableStream<Uint8Array> | null): BodyReader {
  const reader = stream?.getReader();
  const next = async () => {
    const read = await reader?.read().catch((cause: unknown) => {
      throw new UploadFault('The connection was lost.', { cause });
    });
    return read && !read.done ? read.value : null;
  };
  return {
    async *chunks() {
      for (let chunk = await next(); chunk; chunk = await next()) yield chunk;
    },
    async drain(bytesMax) {
      let byteCount = 0;
      try {
        for (let chunk = await next(); chunk; chunk = await next()) {
          byteCount += chunk.byteLength;
          if (byteCount > bytesMax) {
            void reader?.cancel().catch(() => {});
            return false;
          }
        }
        return true;
      } catch {
        // Lost meanwhile: nobody is there to hear of it.
        return false;
      }
    },
  };
}
