import { UploadFault } from './upload-fault.ts';

/** Preamble, other fields and their headers may have this many bytes together. */
const BESIDES_BYTES_MAX = 64 * 1024;
const HEAD_END = '\r\n\r\n';

/** The boundary that a `multipart/form-data` type names, or null (RFC 2046, section 5.1.1: 1 to 70 characters). */
export function multipartBoundary(contentType: string): string | null {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;",]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? bare ?? null;
}

/**
 * The content of the first file of a multipart body (RFC 7578), as it arrives; other fields before it are passed
 * over. Holds no more than one chunk and one delimiter. Throws UploadFault when there is no whole file in it.
 */
export async function* multipartFile(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const scanner = createScanner(body);
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  let besidesBytes = 0;
  const passOver = (bytes: number) => {
    besidesBytes += bytes;
    if (besidesBytes > BESIDES_BYTES_MAX) throw new UploadFault('There is too much in it besides the file.');
  };
  for await (const bytes of scanner.upTo(delimiter)) passOver(bytes.byteLength);
  for (;;) {
    if ((await scanner.peek(2)) === '--') throw new UploadFault('There is no file in it.');
    let head = '';
    for await (const bytes of scanner.upTo(Buffer.from(HEAD_END))) {
      passOver(bytes.byteLength);
      head += Buffer.from(bytes).toString('latin1');
    }
    if (!/^[ \t]*(?:\r\n|$)/.test(head)) throw new UploadFault('A boundary is followed by something else.');
    if (isFile(head)) return yield* scanner.upTo(delimiter);
    for await (const bytes of scanner.upTo(delimiter)) passOver(bytes.byteLength);
  }
}

/** A part is a file when it has a file name, whatever its field is called. */
function isFile(head: string): boolean {
  return /\r\ncontent-disposition:[^\r\n]*;\s*filename\*?=/i.test(head);
}

function createScanner(body: AsyncIterable<Uint8Array>) {
  const chunks = body[Symbol.asyncIterator]();
  // A delimiter begins with a line break, which a body that begins with its boundary lacks.
  let held = Buffer.from('\r\n');

  const readMore = async () => {
    const read = await chunks.next();
    if (read.done) throw new UploadFault('The body ends in the middle.');
    held = held.byteLength === 0 ? Buffer.from(read.value) : Buffer.concat([held, read.value]);
  };

  return {
    /** What comes before `mark`, which is then behind us. */
    async *upTo(mark: Buffer): AsyncGenerator<Uint8Array, void, undefined> {
      for (;;) {
        const at = held.indexOf(mark);
        // The end of what is held may be the beginning of the mark.
        const clear = at >= 0 ? at : Math.max(0, held.byteLength - mark.byteLength + 1);
        const found = held.subarray(0, clear);
        held = held.subarray(at >= 0 ? at + mark.byteLength : clear);
        if (found.byteLength > 0) yield found;
        if (at >= 0) return;
        await readMore();
      }
    },
    async peek(count: number): Promise<string> {
      while (held.byteLength < count) await readMore();
      return held.toString('latin1', 0, count);
    },
  };
}
