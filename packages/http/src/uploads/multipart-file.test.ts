import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { multipartBoundary, multipartFile } from './multipart-file.ts';
import { UploadFault } from './upload-fault.ts';

/** The bytes in pieces of the given sizes, over and over. */
async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.byteLength; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(body: string | Buffer, boundary = 'b', sizes: readonly number[] = [1]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of multipartFile(inPieces(Buffer.from(body), sizes), boundary)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const file = (content: string, name = 'file') =>
  `--b\r\nContent-Disposition: form-data; name="${name}"; filename="a.mp3"\r\n\r\n${content}\r\n`;
const field = (content: string) => `--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n${content}\r\n`;

describe('the file of a multipart body', () => {
  it('is what was put in, whatever it holds and however it arrives', async () => {
    // Pieces of a delimiter are what a careless reader stumbles over.
    const piece = fc.constantFrom('\r', '\n', '\r\n', '-', '--', '--b', '\r\n-', '\r\n--', 'b', 'a', '\0');
    const boundary = fc.constantFrom('boundary', 'b-b', '-----------------------------1234', 'bbbb', '--');
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { maxLength: 30 }),
        boundary,
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 5 }),
        async (pieces, name, sizes) => {
          const content = pieces.join('');
          fc.pre(!`\r\n${content}`.includes(`\r\n--${name}`));
          const body = file(content).replace('--b', `--${name}`) + `--${name}--\r\n`;
          expect((await read(body, name, sizes)).toString('latin1')).toBe(content);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['as the only part', `${file('song')}--b--`],
    ['as a browser sends it', `${file('song')}--b--\r\n`],
    ['under any name', `${file('song', 'reference')}--b--`],
    ['after a preamble', `hello\r\n${file('song')}--b--`],
    ['after other fields', `${field('1')}${field('')}${file('song')}--b--`],
    ['before others, of which only the first counts', `${file('song')}${file('second')}--b--`],
    ['with padding after its boundary', `${file('song').replace('--b', '--b \t')}--b--`],
    ['with an encoded name', `${file('song').replace('filename=', 'filename*=')}--b--`],
    [
      'with headers in another case and order',
      `--b\r\ncontent-type: audio/mpeg\r\nCONTENT-DISPOSITION: form-data; name=f; FILENAME=a\r\n\r\nsong\r\n--b--`,
    ],
  ])('is found %s', async (_where, body) => {
    for (const size of [1, 7, 1000]) expect((await read(body, 'b', [size])).toString()).toBe('song');
  });

  it.each([
    ['an empty body', '', 'ends in the middle'],
    ['another boundary', file('song').replace('--b', '--c'), 'ends in the middle'],
    ['a form without parts', '--b--', 'no file'],
    ['a form without a file', `${field('1')}--b--`, 'no file'],
    ['a part without headers', '--b\r\n\r\nsong\r\n--b--', 'no file'],
    ['a file that is cut short', file('song'), 'ends in the middle'],
    ['headers that are cut short', '--b\r\nContent-Disp', 'ends in the middle'],
    ['a boundary that goes on', file('song').replace('--b', '--bc'), 'followed by something else'],
    ['endless headers', `--b\r\n${'x'.repeat(70_000)}`, 'too much'],
    ['an endless field', `${field('x'.repeat(70_000))}${file('song')}--b--`, 'too much'],
    ['an endless preamble', 'x'.repeat(70_000), 'too much'],
  ])('is not in %s', async (_what, body, words) => {
    const fault = await read(body, 'b', [997]).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(UploadFault);
    expect((fault as Error).message).toContain(words);
  });

  it('is never a surprise in what nobody would send', async () => {
    const part = fc.constantFrom(
      '--b',
      '\r\n',
      '--',
      'Content-Disposition: form-data; filename=',
      'x',
      ':',
      '\0',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 40 }), async (parts) => {
        const outcome = await read(parts.join('')).catch((error: unknown) => error);
        expect(Buffer.isBuffer(outcome) || outcome instanceof UploadFault).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the boundary', () => {
  it('is read from the content type', () => {
    expect(multipartBoundary('multipart/form-data; boundary=abc')).toBe('abc');
    expect(multipartBoundary('multipart/form-data; charset=utf-8; BOUNDARY="a b;c"; x=y')).toBe('a b;c');
    for (const type of [
      'multipart/form-data',
      'multipart/form-data; boundary=',
      'multipart/form-data; boundary=""',
    ])
      expect(multipartBoundary(type), type).toBeNull();
    expect(multipartBoundary(`multipart/form-data; boundary="${'x'.repeat(71)}"`)).toBeNull();
  });
});
