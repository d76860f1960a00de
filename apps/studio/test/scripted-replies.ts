import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import {
  contentTypes,
  NONCE_PLACEHOLDER,
  plainPagePolicy,
  studioPageStatus,
  studioPolicy,
} from '@impresario/http/testing';
import { problemStatus, type ProblemCode } from '@impresario/protocol';
import { makeCover, makePeaks, makeWav } from './scripted-media.ts';

export function json(reply: ServerResponse, status: number, body: unknown): void {
  reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

export function problem(reply: ServerResponse, code: ProblemCode, detail: string, more: object = {}): void {
  const status = problemStatus[code];
  const common = { type: 'about:blank', title: code, instance: '/', requestId: 'r' };
  const body = { ...common, status, detail, code, retryable: status >= 500, ...more };
  reply.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
}

export async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Record<string, unknown>;
}

interface Schema {
  safeParse(body: unknown): { error?: { issues: { path: PropertyKey[]; message: string }[] } | undefined };
}

/** What the real schema finds wrong with a body, as the server tells it. */
export function faultsIn(schema: Schema, body: unknown): { pointer: string; detail: string }[] {
  const issues = schema.safeParse(body).error?.issues ?? [];
  return issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, detail: message }));
}

/** A version's file, made from the length and the seed in its name. */
export function file(request: IncomingMessage, reply: ServerResponse, path: string): void {
  const [, seconds, seed, kind] = /\/files\/(\d+)-(\d+)\.(\w+)$/.exec(path) ?? [];
  if (kind === 'json') return json(reply, 200, makePeaks(Number(seconds), Number(seed)));
  if (kind === 'svg') {
    return void reply.writeHead(200, { 'content-type': 'image/svg+xml' }).end(makeCover(Number(seed)));
  }
  const wav = makeWav(Number(seconds), Number(seed));
  const [, from = '0', to] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
  const last = to ? Number(to) : wav.length - 1;
  reply.writeHead(request.headers.range ? 206 : 200, {
    'content-type': 'audio/wav',
    'accept-ranges': 'bytes',
    'content-length': last - Number(from) + 1,
    ...(request.headers.range && { 'content-range': `bytes ${from}-${last}/${wav.length}` }),
  });
  reply.end(wav.subarray(Number(from), last + 1));
}

/** A file of the built studio, or its page, as the real server sends them. */
export async function page(
  request: IncomingMessage,
  reply: ServerResponse,
  dist: string,
  path: string,
): Promise<void> {
  const content = path === '/' ? null : await readFile(join(dist, normalize(path))).catch(() => null);
  if (content) {
    const type = contentTypes[extname(path)] ?? 'application/octet-stream';
    const isPage = extname(path) === '.html';
    const policy = isPage ? { 'content-security-policy': plainPagePolicy } : {};
    return void reply.writeHead(200, { 'content-type': type, ...policy }).end(content);
  }
  const status = studioPageStatus(path);
  if (!status || !request.headers.accept?.includes('text/html')) return void reply.writeHead(404).end();
  const nonce = randomUUID();
  reply.writeHead(status, {
    'content-type': contentTypes['.html'],
    'content-security-policy': studioPolicy(`http://${request.headers.host}`, [], nonce),
  });
  reply.end((await readFile(join(dist, 'index.html'), 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce));
}
