import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import type { UploadOutcome } from '@impresario/engine';
import type { Problem, Upload } from '@impresario/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { openTestHttp, userToken, type TestHttp } from '../testing/open-test-http.ts';
import { scriptedEngine, TRACK_ID } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const upload: Upload = {
  id: TRACK_ID,
  object: 'upload',
  mimeType: 'audio/mpeg',
  bytes: 4,
  sha256: 'ab'.repeat(32),
  durationSeconds: 3,
  createdAt: '2026-03-01T12:00:00.000Z',
};
const MEGABYTE = 1024 * 1024;
const seen = { bytes: 0, sha256: '', largestChunk: 0, count: 0 };

/** Reads everything as the engine does, and wraps what goes wrong, as a store may. */
async function open(outcome: UploadOutcome = { kind: 'stored', upload }, readAtMost = Infinity) {
  Object.assign(seen, { bytes: 0, sha256: '', largestChunk: 0, count: 0 });
  http = await openTestHttp({
    engine: scriptedEngine({
      async saveUpload(_caller, body) {
        const hash = createHash('sha256');
        seen.count += 1;
        try {
          for await (const chunk of body) {
            hash.update(chunk);
            seen.bytes += chunk.byteLength;
            seen.largestChunk = Math.max(seen.largestChunk, chunk.byteLength);
            if (seen.bytes > readAtMost) break;
          }
        } catch (cause) {
          throw new Error('the blob was not written', { cause });
        }
        seen.sha256 = hash.digest('hex');
        return outcome;
      },
    }),
  });
}

const send = (body: BodyInit, type?: string, more: RequestInit = {}) =>
  http.request('/v1/uploads', {
    method: 'POST',
    body,
    ...more,
    headers: { ...(type === undefined ? {} : { 'content-type': type }), ...(more.headers as object) },
  });

function form(content: Uint8Array<ArrayBuffer>, name = 'file'): FormData {
  const made = new FormData();
  made.set('note', 'a field that is passed over');
  made.set(name, new Blob([content]), 'söng "1".mp3');
  return made;
}

describe('POST /v1/uploads', () => {
  it('hands a file of any size to the engine as it comes', async () => {
    await open();
    const content = Buffer.alloc(20 * MEGABYTE, 'song\r\n--');
    const reply = await send(form(content, 'reference'));
    expect([reply.status, await reply.json()]).toEqual([201, upload]);
    expect(seen.bytes).toBe(content.byteLength);
    expect(seen.sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(seen.largestChunk).toBeLessThan(MEGABYTE);
    expect(reply.headers.get('connection')).not.toBe('close');
  });

  it('takes the audio itself as well', async () => {
    await open();
    const reply = await send('song', 'audio/mpeg');
    expect([reply.status, seen.bytes]).toEqual([201, 4]);
  });

  it('checks identity, then type, then size, before the engine sees anything', async () => {
    await open();
    const nobody = { headers: { authorization: 'Bearer x' } };
    expect((await send('x', 'text/plain', nobody)).status).toBe(401);
    for (const type of ['text/plain', 'application/json', 'multipart/mixed; boundary=b', 'audio/', '']) {
      expect((await send('x', type)).status, type).toBe(415);
    }
    const tooLong = await send(Buffer.alloc(51 * MEGABYTE), 'audio/mpeg').catch(() => null);
    if (tooLong) expect(tooLong.status).toBe(413);
    const unbounded = await send('x', 'multipart/form-data');
    expect([unbounded.status, ((await unbounded.json()) as Problem).errors]).toEqual([
      400,
      [{ pointer: '/file', detail: 'names no boundary in its content type' }],
    ]);
    expect(seen.count).toBe(0);
  });

  it('says what the engine found wrong', async () => {
    await open({ kind: 'not-audio', reason: 'It is a picture.' });
    const reply = await send(form(Buffer.from('song')));
    expect([reply.status, await reply.json()]).toMatchObject([
      400,
      { code: 'validation_failed', errors: [{ pointer: '/file', detail: 'It is a picture.' }] },
    ]);
    await http.close();
    await open({ kind: 'too-large' });
    expect((await send(form(Buffer.from('song')))).status).toBe(413);
  });

  it('says that a form is not whole, however deep the fault was found', async () => {
    await open();
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n';
    for (const [body, words] of [
      [`${head}song`, 'ends in the middle'],
      ['--b--', 'no file'],
      ['nothing', 'ends in the middle'],
    ]) {
      const reply = await send(body!, 'multipart/form-data; boundary=b');
      expect(reply.status).toBe(400);
      expect(((await reply.json()) as Problem).errors?.[0]?.detail).toContain(words);
    }
  });

  it('cuts the connection instead of reading a long rest', async () => {
    await open({ kind: 'not-audio', reason: 'It is a picture.' }, 1);
    const reply = await send(form(Buffer.alloc(20 * MEGABYTE))).catch(() => null);
    if (reply) expect([reply.status, reply.headers.get('connection')]).toEqual([400, 'close']);
    await http.close();
    await open({ kind: 'not-audio', reason: 'It is a picture.' }, 1);
    const short = await send(form(Buffer.alloc(1000)));
    expect([short.status, short.headers.get('connection')]).toEqual([400, 'keep-alive']);
  });

  it('is not at fault when a client leaves in the middle', async () => {
    await open();
    const socket = connect(http.port, '127.0.0.1');
    const headers = [
      'POST /v1/uploads HTTP/1.1',
      'Host: x',
      `Authorization: Bearer ${await userToken()}`,
      'Content-Type: audio/mpeg',
      'Content-Length: 1000',
    ];
    socket.write(`${headers.join('\r\n')}\r\n\r\nhalf a so`);
    await expect.poll(() => seen.bytes).toBe(9);
    socket.destroy();
    await expect.poll(() => http.logged.some(({ message }) => message === 'request')).toBe(true);
    expect(http.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
