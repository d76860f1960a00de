import { createHash } from 'node:crypto';
import path from 'node:path';

/** Something to be sent as it is. */
export interface GuideFile {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly etag: string;
  /** Its address changes with its content. */
  readonly isFixed: boolean;
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export function guideFile(name: string, bytes: Buffer, isFixed = false): GuideFile {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, mediaType: mediaTypes[path.extname(name)] ?? 'application/octet-stream', etag, isFixed };
}
