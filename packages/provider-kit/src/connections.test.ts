import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { callFarEnd } from './far-end.ts';
import { startServer, type TestServer } from './testing/start-server.ts';

const call = (server: TestServer, method: 'GET' | 'POST') =>
  callFarEnd(
    { baseUrl: server.origin, headers: {} },
    { method, path: '/', signal: new AbortController().signal, ...(method === 'POST' && { json: {} }) },
  );
const json: RequestListener = (request, response) =>
  request.resume().on('end', () => response.end('{"id":"7"}'));

describe('[PRO-2] connections', () => {
  it('are made anew for each POST, so that none is lost on one that the far end is closing', async () => {
    const seen = new Set<unknown>();
    // The worst far end: it keeps connections open and resets them on their second request.
    const server = await startServer((request, response) => {
      if (seen.has(request.socket)) return void request.socket.resetAndDestroy();
      seen.add(request.socket);
      json(request, response);
    });
    const replies = [await call(server, 'GET')];
    replies.push(await call(server, 'POST'));
    replies.push(...(await Promise.all([1, 2, 3].map(() => call(server, 'POST')))));
    expect(replies.map(({ kind }) => kind)).toEqual(['json', 'json', 'json', 'json', 'json']);
    expect(server.requests).toHaveLength(5);
    expect(server.requests.slice(1).every(({ headers }) => headers.connection === 'close')).toBe(true);
  });

  it('are kept between looks, and one that the far end closed meanwhile is not used', async () => {
    const server = await startServer(json);
    await call(server, 'GET');
    await new Promise(setImmediate);
    await call(server, 'GET');
    expect(server.connections.made).toBe(1);
    for (let look = 0; look < 20; look += 1) {
      server.server.closeIdleConnections();
      expect(await call(server, 'GET')).toMatchObject({ kind: 'json' });
    }
    expect(server.requests).toHaveLength(22);
  });
});

describe('[PRO-2] a kept connection', () => {
  it('holds no process back from its end', async () => {
    const server = await startServer(json);
    const script = `
      const { callFarEnd } = await import(${JSON.stringify(new URL('far-end.ts', import.meta.url).href)});
      const end = { baseUrl: ${JSON.stringify(server.origin)}, headers: {} };
      await callFarEnd(end, { method: 'GET', path: '/', signal: new AbortController().signal });
      console.log('answered');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(server.connections.open.size).toBe(1);
    const answered = performance.now();
    expect(await once(child, 'exit')).toEqual([0, null]);
    // Kept connections are let go after four seconds; the process does not wait for that.
    expect(performance.now() - answered).toBeLessThan(3000);
  });
});
