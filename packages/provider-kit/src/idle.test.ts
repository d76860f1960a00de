import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { callFarEnd, openStream } from './far-end.ts';
import { createGuardedDownload } from './guarded-download.ts';
import { startServer } from './testing/start-server.ts';

// undici counts silence with setTimeout, in steps of half a second, so its time can be moved by hand. It keeps one timer for
// ever, which is why the false ones stand from the first to the last test of this file.
beforeAll(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterAll(() => void vi.useRealTimers());

const idleMs = 60_000;
const signal = new AbortController().signal;

/** Lets real bytes arrive, then moves the time on until the work has ended; says how many seconds that took. */
async function untilDone<Result>(work: Promise<Result>): Promise<{ result: Result; seconds: number }> {
  let isDone = false;
  const result = work.finally(() => (isDone = true));
  for (let seconds = 0; seconds < 200; seconds += 0.5) {
    await new Promise(setImmediate);
    if (isDone) return { result: await result, seconds };
    vi.advanceTimersByTime(500);
  }
  throw new Error('It did not end.');
}

describe('[PRO-2] a far end that falls silent', () => {
  it('before its reply has not answered, after one idle time', async () => {
    const server = await startServer(() => {});
    const request = { method: 'POST', path: '/', json: {}, signal, idleMs } as const;
    const { result, seconds } = await untilDone(callFarEnd({ baseUrl: server.origin, headers: {} }, request));
    expect(result).toEqual({ kind: 'unanswered', code: 'UND_ERR_HEADERS_TIMEOUT', aborted: false });
    expect(seconds).toBeGreaterThan(58);
    expect(seconds).toBeLessThan(65);
  });

  it('within its reply has cut it off', async () => {
    const server = await startServer((_request, response) => response.write('{"id":'));
    const request = { method: 'GET', path: '/', signal, idleMs } as const;
    const { result } = await untilDone(callFarEnd({ baseUrl: server.origin, headers: {} }, request));
    expect(result).toMatchObject({ kind: 'unreadable', status: 200, why: 'cut-off' });
  });

  it('is not silent while its reader is slow', async () => {
    const part = Buffer.alloc(1_000_000);
    const server = await startServer((_request, response) => response.end(part));
    const far = { baseUrl: server.origin, headers: {} };
    const stream = await openStream(far, { method: 'GET', path: '/', signal, idleMs });
    if (stream.kind !== 'stream') throw new Error(stream.kind);
    let bytes = 0;
    for await (const chunk of stream.body) {
      if (bytes === 0) {
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        vi.advanceTimersByTime(3 * idleMs);
      }
      bytes += chunk.byteLength;
    }
    expect(bytes).toBe(part.byteLength);
  });
});

describe('[SEC-3] a server of files that falls silent', () => {
  it.each(['before', 'within'])('%s its reply is given up', async (when) => {
    const server = await startServer((_request, response) => {
      if (when === 'within') response.writeHead(200, { 'content-length': '100' }).write('ID3');
    });
    const download = createGuardedDownload({ trustedOrigins: [server.origin], bytesMax: 1000, idleMs });
    const read = async () => {
      for await (const _part of (await download(`${server.origin}/a.mp3`, signal)).body);
    };
    const { result } = await untilDone(read().catch((error: unknown) => error));
    expect(result).toMatchObject({ name: 'DownloadRefused', code: 'idle', retryable: true });
  });
});
