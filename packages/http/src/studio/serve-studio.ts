import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { MiddlewareHandler } from 'hono';
import { matchesEntityTag } from '../requests/entity-tags.ts';
import type { HttpOptions } from '../http-options.ts';
import type { HttpContext, HttpEnv } from '../services.ts';
import { contentTypes } from './content-types.ts';
import { studioPageStatus } from './studio-pages.ts';
import { NONCE_PLACEHOLDER, plainPagePolicy, studioPolicy } from './studio-policy.ts';

const PAGE = 'index.html';
/** Where the API's own addresses begin; the studio never answers there. */
const API_PATHS =
  /^\/(?:\.well-known|v1|files|functions|webhooks|docs|livez|readyz|metrics|openapi\.json)(?:\/|$)/;

/**
 * Serves the built studio: its files, and its page at the addresses it has pages for. A browser gets that page elsewhere
 * too, with a 404, because it says in words that nothing is there. Anything else goes on to the next handler.
 */
export function serveStudio(
  directory: string,
  options: Pick<HttpOptions, 'publicUrl' | 'mediaOrigins' | 'dice'>,
): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    if ((c.req.method !== 'GET' && c.req.method !== 'HEAD') || API_PATHS.test(c.req.path)) return next();
    const name = fileName(c.req.path);
    const file = name === null || name === PAGE ? null : await findFile(directory, name, takesGzip(c));
    if (file) return fileReply(c, file);
    const status = name === PAGE ? 200 : wantsPage(c) ? studioPageStatus(c.req.path) : null;
    const page = status === null ? null : await readPage(directory);
    return status === null || page === null ? next() : pageReply(c, page, status, options);
  };
}

/** A path relative to the studio's directory, or null for one that could leave it. */
function fileName(urlPath: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  const segments = decoded.split('/').slice(1);
  const isSafe = segments.every(
    (segment) => segment !== '' && !segment.startsWith('.') && !/[\\\0:]/.test(segment),
  );
  return isSafe ? segments.join('/') : null;
}

/** `gzip;q=0` is the one way of saying no that names it. */
function takesGzip(c: HttpContext): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/.test(c.req.header('accept-encoding') ?? '');
}

function wantsPage(c: HttpContext): boolean {
  // Uptime checks ask for the root and say nothing of HTML.
  return c.req.path === '/' || c.req.header('accept')?.includes('text/html') === true;
}

function readPage(directory: string): Promise<string | null> {
  return readFile(path.join(directory, PAGE), 'utf8').catch(() => null);
}

interface StudioFile {
  readonly name: string;
  readonly fullPath: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly isGzipped: boolean;
}

/** The file, or the gzipped one that the build put beside it where that is wanted. */
async function findFile(directory: string, name: string, takesGzip: boolean): Promise<StudioFile | null> {
  const fullPath = path.join(directory, name);
  const gzipped = takesGzip ? await statFile(`${fullPath}.gz`) : null;
  if (gzipped) return { name, ...gzipped, isGzipped: true };
  const found = await statFile(fullPath);
  return found && { name, ...found, isGzipped: false };
}

async function statFile(fullPath: string) {
  const found = await stat(fullPath).catch(() => null);
  return found?.isFile() ? { fullPath, bytes: found.size, modifiedMs: found.mtimeMs } : null;
}

/** With a nonce of this reply alone; so it has no tag to be kept by, and what it names is kept the longer. */
function pageReply(
  c: HttpContext,
  page: string,
  status: 200 | 404,
  { dice, publicUrl, mediaOrigins }: Pick<HttpOptions, 'publicUrl' | 'mediaOrigins' | 'dice'>,
): Response {
  c.set('route', '(studio)');
  const nonce = dice.secret();
  const html = page.replaceAll(NONCE_PLACEHOLDER, nonce);
  const headers = {
    'content-type': contentTypes['.html']!,
    'content-length': String(Buffer.byteLength(html)),
    'cache-control': 'no-cache',
    'content-security-policy': studioPolicy(new URL(publicUrl).origin, mediaOrigins, nonce),
  };
  return c.req.method === 'HEAD' ? c.body(null, status, headers) : c.body(html, status, headers);
}

function fileReply(c: HttpContext, file: StudioFile): Response {
  c.set('route', '(studio)');
  const extension = path.extname(file.name);
  const etag = `"${file.bytes.toString(36)}-${Math.floor(file.modifiedMs).toString(36)}"`;
  const headers = {
    'content-type': contentTypes[extension] ?? 'application/octet-stream',
    // The build puts a hash into the name of everything in assets/.
    'cache-control': file.name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    // What stands beside a gzipped file answers differently to those who do not take that.
    ...(file.name.startsWith('assets/') && { vary: 'accept-encoding' }),
    ...(file.isGzipped && { 'content-encoding': 'gzip' }),
    ...(extension === '.html' && { 'content-security-policy': plainPagePolicy }),
  };
  if (matchesEntityTag(c.req.header('if-none-match'), etag)) return c.body(null, 304, headers);
  const withLength = { ...headers, 'content-length': String(file.bytes) };
  if (c.req.method === 'HEAD') return c.body(null, 200, withLength);
  return c.body(
    Readable.toWeb(createReadStream(file.fullPath)) as ReadableStream<Uint8Array>,
    200,
    withLength,
  );
}
