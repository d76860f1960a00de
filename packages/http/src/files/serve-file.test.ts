import { signFileUrl } from '@impresario/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestHttp, START, type TestHttp } from '../testing/open-test-http.ts';
import { FILE_KEY, scriptedEngine } from '../testing/scripted-engine.ts';

const content = Buffer.from('0123456789');
const expiresAt = new Date(START.getTime() + 3_600_000);
const good = signFileUrl({ key: FILE_KEY, expiresAt, secret: 'file url secret' });

describe('GET /files', () => {
  let http: TestHttp;

  beforeEach(async () => {
    const file = { mimeType: 'audio/mpeg', fileName: 'Café – 1.mp3', sha256: 'ab'.repeat(32) };
    http = await openTestHttp({
      engine: scriptedEngine({ readFile: async (key) => (key === FILE_KEY ? file : null) }),
    });
    await http.blobs.put(FILE_KEY, content);
  });

  afterEach(() => http.close());

  /** Without a token: the signature is all that is needed. */
  const get = (route: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(http.url + route, { headers, method });

  it('sends the whole file with what a player and a browser need', async () => {
    const reply = await get(good);
    expect(reply.status).toBe(200);
    expect(Buffer.from(await reply.arrayBuffer())).toEqual(content);
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      'content-type': 'audio/mpeg',
      'content-length': '10',
      'accept-ranges': 'bytes',
      etag: `"${'ab'.repeat(32)}"`,
      'content-disposition': `inline; filename="Caf_ _ 1.mp3"; filename*=UTF-8''Caf%C3%A9%20%E2%80%93%201.mp3`,
      'x-content-type-options': 'nosniff',
    });
    expect((await get(`${good}&download=1`)).headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('sends parts', async () => {
    const parts: Record<string, [number, string, string | null]> = {
      'bytes=2-4': [206, '234', 'bytes 2-4/10'],
      'bytes=8-': [206, '89', 'bytes 8-9/10'],
      'bytes=-3': [206, '789', 'bytes 7-9/10'],
      'bytes=0-99': [206, '0123456789', 'bytes 0-9/10'],
      'bytes=0-1,4-5': [200, '0123456789', null],
      'lines=0-1': [200, '0123456789', null],
      'bytes=10-': [416, '', 'bytes */10'],
    };
    for (const [range, [status, text, contentRange]] of Object.entries(parts)) {
      const reply = await get(good, { range });
      expect([reply.status, await reply.text(), reply.headers.get('content-range')], range).toEqual([
        status,
        text,
        contentRange,
      ]);
    }
    const etag = (await get(good)).headers.get('etag')!;
    expect((await get(good, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
    expect((await get(good, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  });

  it('answers HEAD and If-None-Match without the content', async () => {
    const head = await get(good, {}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '10', '']);
    const part = await get(good, { range: 'bytes=0-3' }, 'HEAD');
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '4']);
    expect((await get(good, { 'if-none-match': head.headers.get('etag')! })).status).toBe(304);
  });

  it('[SEC-4] refuses an address that is not signed, altered, or expired', async () => {
    const other = signFileUrl({ key: FILE_KEY, expiresAt, secret: 'another secret' });
    const altered = [
      `/files/${FILE_KEY}`,
      other,
      good.replace('audio-1', 'audio-2'),
      good.replace(/expires=(\d)/, 'expires=9$1'),
      good.replace(FILE_KEY, '../../etc/passwd'),
      good.replace(FILE_KEY, '..%2f..%2fetc%2fpasswd'),
      good.replace('signature=', 'signature=x'),
      `${good}&expires=1`.replace(/expires=\d+&/, ''),
    ];
    for (const route of altered) {
      const reply = await get(route);
      expect([403, 404], route).toContain(reply.status);
      expect(reply.headers.get('content-type')).toBe('application/problem+json');
    }
    http.clock.advance(3_600_000);
    expect((await get(good)).status).toBe(403);
  });

  it('is 404 for a file that is gone', async () => {
    const gone = signFileUrl({ key: 'tracks/gone.mp3', expiresAt, secret: 'file url secret' });
    expect((await get(gone)).status).toBe(404);
    await http.blobs.delete(FILE_KEY);
    expect((await get(good)).status).toBe(404);
  });

  it('streams a large file without holding it', async () => {
    const piece = Buffer.alloc(1024 * 1024, 7);
    async function* pieces() {
      for (let count = 0; count < 64; count += 1) yield piece;
    }
    await http.blobs.put(FILE_KEY, pieces());
    const before = process.memoryUsage().arrayBuffers;
    const reply = await get(good);
    const reader = reply.body!.getReader();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 200));
    // Nobody reads on, so the server must have stopped reading too.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
    let byteCount = 0;
    await reader.cancel();
    const whole = await get(good);
    for await (const chunk of whole.body!) byteCount += chunk.byteLength;
    expect(byteCount).toBe(64 * 1024 * 1024);
  });
});
