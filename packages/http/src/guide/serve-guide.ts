import type { GuideFile } from '@impresario/guide';
import type { Handler } from 'hono';
import { matchesEntityTag } from '../requests/entity-tags.ts';
import type { HttpContext, HttpEnv, Services } from '../services.ts';
import { linkOfCode } from './link-of-code.ts';

/** Nothing from elsewhere, no markup that acts, one script file and one style sheet of our own. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const NONE = { documents: null, styles: [], looks: [] };
const QUERY_LENGTH_MAX = 100;

/** The guide, at `/docs/guide` and below. It is read and rendered at the first request for any of it. */
export function serveGuide(services: Services): Handler<HttpEnv> {
  let opened: ReturnType<typeof open> | undefined;
  return async (c) => {
    c.set('route', '(guide)');
    // A fault while it is read is not kept: the next request tries again.
    const guide = await (opened ??= open(services).catch((error: unknown) => {
      opened = undefined;
      throw error;
    }));
    if (c.req.path.endsWith('/')) return c.redirect(c.req.path.replace(/\/+$/, ''), 308);
    if (c.req.path === '/docs/guide/search') {
      return fileReply(c, 200, guide.search((c.req.query('q') ?? '').slice(0, QUERY_LENGTH_MAX)));
    }
    const found = guide.find(c.req.path);
    return found ? fileReply(c, 200, found) : fileReply(c, 404, guide.nothing());
  };
}

async function open({ guide, publicUrl, openApi }: Services) {
  const { openGuide } = await import('@impresario/guide');
  return openGuide({ ...(guide ?? NONE), baseUrl: publicUrl, linkOfCode: linkOfCode(openApi()) });
}

function fileReply(c: HttpContext, status: 200 | 404, file: GuideFile): Response {
  const headers = {
    'content-type': file.mediaType,
    'cache-control': file.isFixed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': POLICY,
    etag: file.etag,
  };
  if (status === 200 && matchesEntityTag(c.req.header('if-none-match'), file.etag)) {
    return c.body(null, 304, headers);
  }
  return c.body(new Uint8Array(file.bytes), status, {
    ...headers,
    'content-length': String(file.bytes.byteLength),
  });
}
