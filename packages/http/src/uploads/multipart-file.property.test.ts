import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multipartBoundary, multipartFile } from './multipart-file.ts';
import { UploadFault } from './upload-fault.ts';

/** Any text, also what is not well-formed. */
const wildText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

async function* inPieces(body: Buffer, size: number) {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}

async function read(body: Buffer, boundary: string, size: number): Promise<Buffer | 'refused'> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of multipartFile(inPieces(body, size), boundary)) chunks.push(chunk);
  } catch (error) {
    if (error instanceof UploadFault) return 'refused';
    throw error;
  }
  return Buffer.concat(chunks);
}

const boundaries = fc.stringMatching(/^[A-Za-z0-9'()+_,./:=?-]{1,70}$/);
const sizes = fc.integer({ min: 1, max: 40 });
const contents = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));

describe('a form with a file', () => {
  it('gives the bytes of the file, however it is cut on the way', async () => {
    await fc.assert(
      fc.asyncProperty(boundaries, contents, sizes, async (boundary, content, size) => {
        fc.pre(!content.includes(`\r\n--${boundary}`));
        const head = 'Content-Disposition: form-data; name="file"; filename="a.mp3"';
        const body = Buffer.concat([
          Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="x"\r\n\r\n1`),
          Buffer.from(`\r\n--${boundary}\r\n${head}\r\n\r\n`),
          content,
          Buffer.from(`\r\n--${boundary}--\r\n`),
        ]);
        expect(await read(body, boundary, size)).toEqual(content);
      }),
    );
  });

  it('of anything else is a file or a fault of the sender, and ends', async () => {
    const pieces = fc.constantFrom(
      '--b',
      '\r\n',
      '\r\n--b',
      '--',
      '\r\n\r\n',
      'filename="a"',
      'Content-Disposition: ',
    );
    const bodies = fc
      .array(fc.oneof(pieces, pieces, wildText), { maxLength: 20 })
      .map((parts) => Buffer.from(parts.join(''), 'latin1'));
    await fc.assert(
      fc.asyncProperty(bodies, sizes, async (body, size) => {
        const found = await read(body, 'b', size);
        if (found !== 'refused') expect(body.includes(found)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('names a boundary of 1 to 70 characters, or none', () => {
    const types = fc.oneof(
      fc.string(),
      fc.string({ maxLength: 100 }).map((text) => `multipart/form-data; boundary=${text}`),
    );
    fc.assert(
      fc.property(types, (type) => {
        const boundary = multipartBoundary(type);
        if (boundary !== null) expect(boundary.length >= 1 && boundary.length <= 70).toBe(true);
      }),
    );
  });
});
