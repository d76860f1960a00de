import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { MiddlewareHandler } from 'hono';
import { matchesEntityTag } from '../requests/entity-tags.ts';
import type { HttpOptions } from '../http-options.ts';
import type { HttpContext, HttpEnv } from '../services.ts';
import { contentTypes } from './content-types.ts';

/** Where the API's own addresses begin; the studio never answers there. */
const API_PATHS = /^\/(?:v1|files|functions|webhooks|docs|livez|readyz|metrics|openapi\.json)(?:\/|$)/;

/**
 * Serves the built studio: its files, and its page for every other address a browser asks for, because the page has
 * addresses of its own. Anything else goes on to the next handler.
 */
export function serveStudio(
  directory: string,
  { publicUrl, mediaOrigins }: Pick<HttpOptions, 'publicUrl' | 'mediaOrigins'>,
): MiddlewareHandler<HttpEnv> {
  const policy = studioPolicy(new URL(publicUrl).origin, mediaOrigins);
  return async (c, next) => {
    if ((c.req.method !== 'GET' && c.req.method !== 'HEAD') || API_PATHS.test(c.req.path)) return next();
    const name = fileName(c.req.path);
    const file = name === null ? null : await findFile(directory, name);
    if (file) return fileReply(c, file, policy);
    const page = wantsPage(c) ? await findFile(directory, 'index.html') : null;
    return page ? fileReply(c, page, policy) : next();
  };
}

/** Files come signed from our own public origin, which need not be the one the page was opened at. */
function studioPolicy(publicOrigin: string, mediaOrigins: readonly string[]): string {
  const own = `'self' ${publicOrigin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    // The components position their overlays by style attributes.
    "style-src 'self' 'unsafe-inline'",
    `img-src ${own} blob: data:`,
    // A preview plays from the provider's own address until its file is ours (GEN-5); scripts may read nothing there.
    `media-src ${[own, 'https:', ...mediaOrigins].join(' ')} blob: data:`,
    `connect-src ${own} blob: data:`,
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
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

function wantsPage(c: HttpContext): boolean {
  // Uptime checks ask for the root and say nothing of HTML.
  return c.req.path === '/' || c.req.header('accept')?.includes('text/html') === true;
}

interface StudioFile {
  readonly name: string;
  readonly fullPath: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

async function findFile(directory: string, name: string): Promise<StudioFile | null> {
  const fullPath = path.join(directory, name);
  const found = await stat(fullPath).catch(() => null);
  return found?.isFile() ? { name, fullPath, bytes: found.size, modifiedMs: found.mtimeMs } : null;
}

function fileReply(c: HttpContext, file: StudioFile, policy: string): Response {
  c.set('route', '(studio)');
  const etag = `"${file.bytes.toString(36)}-${Math.floor(file.modifiedMs).toString(36)}"`;
  const headers = {
    'content-type': contentTypes[path.extname(file.name)] ?? 'application/octet-stream',
    // The build puts a hash into the name of everything in assets/.
    'cache-control': file.name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    'content-security-policy': policy,
    'cross-origin-opener-policy': 'same-origin',
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
