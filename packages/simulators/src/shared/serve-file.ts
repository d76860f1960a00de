import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { ShelvedFile } from './file-shelf.ts';
import type { Stage } from './stage.ts';

/** Polls of a task when one of its files was first refused as expired. */
export type ExpiryNotes = Map<string, number>;

/** Answers `GET` and `HEAD` of `/files/…`, with ranges, or with the fault that is due. */
export async function serveFile(
  stage: Stage,
  expired: ExpiryNotes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', stage.origin());
  const file = stage.files.get(decodeURIComponent(url.pathname.slice('/files/'.length)));
  if (!file || !['GET', 'HEAD'].includes(request.method ?? '')) return plain(response, 404, 'Not found');
  const isDirect = url.searchParams.has('direct');
  const isClosed = !isDirect && file.opens?.(url.searchParams, stage.world.now()) === false;
  if (isClosed || isExpired(expired, file)) return plain(response, 403, 'Request has expired');
  const occasion = { taskId: file.task?.id, prompt: file.task?.prompt, path: file.path };
  const fault = isDirect ? null : stage.script.take('asset', occasion);
  if (!fault) return sendBytes(request, response, file.contentType, await file.make());
  await sendFaulty(stage, expired, { request, response, file, fault });
}

/** Refused once, and its task was not looked at since. */
function isExpired(expired: ExpiryNotes, { path, task }: ShelvedFile): boolean {
  const since = expired.get(path);
  return since !== undefined && (task?.polls ?? 0) <= since;
}

interface FaultyCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly file: ShelvedFile;
  readonly fault: Fault;
}

async function sendFaulty(stage: Stage, expired: ExpiryNotes, call: FaultyCall): Promise<void> {
  const { request, response, file, fault } = call;
  const { contentType } = file;
  switch (fault.fault) {
    case '404':
      return plain(response, 404, 'Not found');
    case 'expired':
      if (!expired.has(file.path)) {
        expired.set(file.path, file.task?.polls ?? 0);
        return plain(response, 403, 'Request has expired');
      }
      return sendBytes(request, response, contentType, await file.make());
    case 'html':
      response.writeHead(fault.status ?? 200, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Just a moment...</title>');
      return;
    case 'zero-bytes':
      response.writeHead(200, { 'content-type': contentType, 'content-length': 0 });
      response.end();
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.url ?? `${stage.origin()}/files/${file.path}?direct=1` });
      response.end();
      return;
    case 'twins':
      return sendBytes(request, response, contentType, await stage.files.firstLike(file).make());
    case 'hang':
      return;
    case 'delay':
      await new Promise<void>((resolve) => void stage.world.after(fault.ms ?? 1000, resolve));
      return sendBytes(request, response, contentType, await file.make());
    default:
      return sendPartly(stage, call, await file.make());
  }
}

/** Faults that announce one length and send another. */
function sendPartly(stage: Stage, { response, file, fault }: FaultyCall, bytes: Uint8Array): void {
  const announced = fault.fault === 'huge-content-length' ? 50_000_000_000 : bytes.length;
  response.writeHead(200, { 'content-type': file.contentType, 'content-length': announced });
  if (fault.fault === 'slow-loris') return drip(stage, response, bytes, fault.ms ?? 1000, 0);
  const part = fault.fault === 'truncate' ? bytes.subarray(0, Math.floor(bytes.length / 2)) : bytes;
  response.write(part, () => response.destroy());
}

function drip(stage: Stage, response: ServerResponse, bytes: Uint8Array, ms: number, at: number): void {
  if (response.destroyed || at >= bytes.length) return;
  response.write(bytes.subarray(at, at + 1));
  stage.world.after(ms, () => drip(stage, response, bytes, ms, at + 1));
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' });
  response.end(text);
}

function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  type: string,
  bytes: Uint8Array,
): void {
  const range = rangeOf(request.headers.range, bytes.length);
  const headers = { 'content-type': type, 'accept-ranges': 'bytes' };
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${bytes.length}` });
    response.end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: bytes.length - 1 };
  const about = range ? { 'content-range': `bytes ${from}-${to}/${bytes.length}` } : {};
  response.writeHead(range ? 206 : 200, { ...headers, ...about, 'content-length': to - from + 1 });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(from, to + 1));
}

/** The one range asked for; null when none is, or when it is not one we read. */
function rangeOf(
  header: string | undefined,
  length: number,
): { readonly from: number; readonly to: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  return from >= length || from > to ? 'unsatisfiable' : { from, to };
}
