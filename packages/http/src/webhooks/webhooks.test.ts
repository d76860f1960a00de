import { request as nodeRequest } from 'node:http';
import type { CallbackReceipt, ReceivedCallback } from '@impresario/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { localIdentity, openTestHttp, type TestHttp } from '../testing/open-test-http.ts';
import { scriptedEngine } from '../testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const received: ReceivedCallback[] = [];
const paths = ['/webhooks/suno/secret-correlation', '/functions/v1/suno-callback'];
const MEGABYTE = 1024 * 1024;

async function open(receipt: CallbackReceipt, isLocal = false) {
  received.length = 0;
  const engine = scriptedEngine({
    receiveCallback: async (callback) => {
      received.push(callback);
      return receipt;
    },
  });
  http = await openTestHttp({ engine, ...(isLocal ? { identity: localIdentity } : {}) });
}

/** As a provider does: no bearer, no cookie, no origin. */
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(http.url + path, { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

describe('callbacks', () => {
  it.each(paths)('[CAL-1] at %s reach the engine as they came', async (path) => {
    await open({ kind: 'stored', known: true });
    const body = '{ "code":200 ,"msg":"ü"}';
    const reply = await post(path, body, { 'X-Suno-Signature': 'abc', cookie: 'a=b' });
    expect([reply.status, await reply.json()]).toEqual([200, { ok: true }]);
    const [callback] = received;
    expect(Buffer.from(callback!.body).toString()).toBe(body);
    expect(callback).toMatchObject({
      provider: 'suno',
      correlation: path.startsWith('/webhooks') ? 'secret-correlation' : null,
      headers: { 'x-suno-signature': 'abc' },
    });
    expect(callback!.headers).not.toHaveProperty('cookie');
  });

  const answers: [CallbackReceipt, number, object][] = [
    [{ kind: 'stored', known: false }, 202, { ok: false, message: 'track_not_found_yet', retry: true }],
    [{ kind: 'invalid-json' }, 400, { ok: false, error: 'invalid_json' }],
    [{ kind: 'missing-task-id' }, 400, { ok: false, error: 'missing_taskId' }],
    [{ kind: 'missing-signature' }, 401, { ok: false, error: 'missing_signature' }],
    [{ kind: 'invalid-signature' }, 401, { ok: false, error: 'invalid_signature' }],
    [{ kind: 'no-such-provider' }, 404, { ok: false, error: 'unknown_provider' }],
  ];
  it.each(answers)('[CAL-2] [CAL-4] are answered as they were taken: %j', async (receipt, status, body) => {
    await open(receipt);
    for (const path of paths) {
      const reply = await post(path, '');
      expect([reply.status, await reply.json()]).toEqual([status, body]);
    }
  });

  it('[CAL-3] of more than 5 MB are refused before anything else, announced or not', async () => {
    await open({ kind: 'invalid-signature' });
    for (const path of paths) {
      const announced = await post(path, Buffer.alloc(5 * MEGABYTE + 1));
      expect([announced.status, await announced.json()]).toEqual([
        413,
        { ok: false, error: 'payload_too_large' },
      ]);
      let sentCount = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          if ((sentCount += 1) > 500) controller.close();
          else controller.enqueue(new Uint8Array(64 * 1024));
        },
      });
      const counted = await post(path, endless).catch(() => null);
      // The connection may be cut before the reply is read; either way the engine never saw it.
      if (counted) expect(counted.status).toBe(413);
      expect(sentCount).toBeLessThan(500);
      expect(received).toEqual([]);
      expect((await post(path, Buffer.alloc(5 * MEGABYTE))).status).toBe(401);
      received.length = 0;
    }
  });

  it('[CAL-2] at addresses of no shape of ours are 404, and never reach the engine', async () => {
    await open({ kind: 'stored', known: true });
    for (const path of ['/webhooks/suno/%00', '/webhooks/su%20no/x', `/webhooks/suno/${'x'.repeat(129)}`]) {
      const reply = await post(path, '{}');
      expect([reply.status, await reply.json()], path).toEqual([404, { ok: false, error: 'not_found' }]);
    }
    expect((await fetch(http.url + paths[0]!)).status).toBe(405);
    expect(received).toEqual([]);
  });

  it('[SEC-4] leave no correlation in the log, not even when we fail', async () => {
    await open({ kind: 'stored', known: true });
    await post(paths[0]!, '{}');
    await http.close();
    const logged = [...http.logged];
    http = await openTestHttp({
      engine: scriptedEngine({ receiveCallback: () => Promise.reject(new Error('database is gone')) }),
    });
    const failed = await post(paths[0]!, '{}');
    expect([failed.status, await failed.json()]).toEqual([500, { ok: false, error: 'internal_error' }]);
    const text = JSON.stringify([...logged, ...http.logged]);
    expect(text).toContain('/webhooks/{provider}/{correlation}');
    expect(text).not.toContain('secret-correlation');
  });

  it('[SEC-4] reach a local server under any name, but not from a page', async () => {
    await open({ kind: 'stored', known: true }, true);
    const withHost = (path: string, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = nodeRequest(http.url + path, { method: 'POST', headers }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        });
        asked.on('error', reject).end('{}');
      });
    for (const path of paths) {
      expect(await withHost(path, { host: 'my-tunnel.test' })).toBe(200);
      expect(await withHost(path, { host: '127.0.0.1' })).toBe(200);
      expect(await withHost(path, { host: '127.0.0.1', origin: 'https://evil.test' })).toBe(403);
      expect(await withHost(path, { host: 'evil.test', 'sec-fetch-site': 'same-origin' })).toBe(403);
    }
    expect(received).toHaveLength(4);
    for (const path of ['/v1/lyrics', '/functions/v1/generate-suno', '/webhooks/../v1/lyrics']) {
      expect(await withHost(path, { host: 'my-tunnel.test' }), path).toBe(403);
    }
  });
});
