import { Readable } from 'node:stream';
import { parseRange, verifyFileUrl, type ByteRange } from '@impresario/storage';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { refuse, type Refusal } from '../replies/refusal.ts';
import { matchesEntityTag } from '../requests/entity-tags.ts';
import type { HttpContext, Services } from '../services.ts';
import { contentDisposition } from './content-disposition.ts';

/** The same for whatever is wrong, so that trying teaches nothing. */
const NOT_GOOD = 'This address is not a good one, or not any more; read the track again for a fresh one.';

export const serveFile = operation({
  id: 'serveFile',
  method: 'get',
  path: '/files/{key}',
  // A key has slashes in it.
  routerPath: '/files/:key{.+}',
  tag: 'Files',
  summary: 'Read a file',
  description: 'By the signed address that a track gives; `Range` is honoured.',
  access: 'public',
  params: z.object({ key: z.string() }),
  query: z.object({
    expires: z.string().optional(),
    signature: z.string().optional(),
    download: z.string().optional().describe('`1` has a browser save the file instead of showing it.'),
  }),
  headers: z.object({ Range: z.string().optional(), 'If-None-Match': z.string().optional() }),
  replies: {
    200: { description: 'The file.', content: { '*/*': null } },
    206: { description: 'The asked part of it.', content: { '*/*': null } },
    304: { description: 'The client has it already.' },
    416: { description: 'The file does not reach to the asked range.' },
  },
  problems: ['forbidden'],
  async handle({ c, params, query, services }) {
    const verdict = verifyFileUrl({
      key: params.key,
      expires: query.expires,
      signature: query.signature,
      secret: services.fileUrlSecret,
      now: services.clock.now(),
    });
    if (verdict !== 'valid') return refuse('forbidden', NOT_GOOD);
    return fileAnswer(c, services, params.key, query.download === '1');
  },
});

async function fileAnswer(
  c: HttpContext,
  { engine, blobs }: Services,
  key: string,
  isDownload: boolean,
): Promise<Response | Refusal> {
  const [file, stat] = await Promise.all([engine.readFile(key), blobs.stat(key)]);
  if (!file || !stat) return refuse('not_found', 'There is no such file any more.');
  const etag = `"${file.sha256}"`;
  const headers: Record<string, string> = {
    'content-type': isInert(file.mimeType) ? file.mimeType : 'application/octet-stream',
    'content-disposition': contentDisposition(
      isDownload || !isInert(file.mimeType) ? 'attachment' : 'inline',
      file.fileName,
    ),
    etag,
    'accept-ranges': 'bytes',
    // The address is good for hours and its content never changes.
    'cache-control': 'private, max-age=21600, immutable',
    // Whoever has the address may also show it on a page of another origin.
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  };
  if (matchesEntityTag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);

  const range = rangeOf(c, etag, stat.bytes);
  if (range === 'unsatisfiable') {
    return c.body(null, 416, { 'content-range': `bytes */${stat.bytes}`, 'accept-ranges': 'bytes' });
  }
  const byteCount = range ? range.end - range.start + 1 : stat.bytes;
  headers['content-length'] = String(byteCount);
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${stat.bytes}`;
  const status = range ? 206 : 200;
  if (c.req.method === 'HEAD') return c.body(null, status, headers);

  const content = await blobs.open(key, range ?? undefined);
  if (!content) return refuse('not_found', 'There is no such file any more.');
  return c.body(Readable.toWeb(content) as ReadableStream<Uint8Array>, status, headers);
}

/** What a browser plays, shows or parses and never runs; anything else that came to be stored is only saved. */
function isInert(mimeType: string): boolean {
  return (
    (/^(?:audio|video|image)\/[\w.+-]+$/.test(mimeType) && !mimeType.includes('xml')) ||
    mimeType === 'application/json'
  );
}

function rangeOf(c: HttpContext, etag: string, size: number): ByteRange | 'unsatisfiable' | null {
  const ifRange = c.req.header('if-range');
  // A part of another content than the client has would not fit; then the whole is sent.
  if (ifRange !== undefined && ifRange !== etag) return null;
  return parseRange(c.req.header('range'), size);
}
