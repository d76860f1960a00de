import type { RequestListener } from 'node:http';
import { createServer } from 'node:net';
import { FormData } from 'undici';
import { describe, expect, it, vi } from 'vitest';
import { callFarEnd, openStream, type FarEnd, type FarRequest } from './far-end.ts';
import { bodyOf, closedPort, startServer, type TestServer } from './testing/start-server.ts';

const end = (server: { readonly origin: string }): FarEnd => ({
  baseUrl: server.origin,
  headers: { authorization: 'Bearer secret' },
});
const live = () => new AbortController().signal;
const get = (more: Partial<FarRequest> = {}): FarRequest => ({
  method: 'GET',
  path: '/look',
  signal: live(),
  ...more,
});
const post = (more: Partial<FarRequest> = {}): FarRequest => ({
  method: 'POST',
  path: '/start',
  json: { prompt: 'rain' },
  signal: live(),
  ...more,
});
const json: RequestListener = (request, response) =>
  request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"id":"7"}'));

describe('a request that is answered', () => {
  it('comes back with status, headers and the parsed body, whatever the status', async () => {
    const server = await startServer((_request, response) =>
      response
        .writeHead(455, { 'Retry-After': '3', 'set-cookie': ['a=1', 'b=2'] })
        .end('\uFEFF {"code":455}'),
    );
    expect(await callFarEnd(end(server), post())).toEqual({
      kind: 'json',
      status: 455,
      headers: expect.objectContaining({ 'retry-after': '3', 'set-cookie': 'a=1,b=2' }),
      body: { code: 455 },
    });
  });

  it('went out once, as JSON, with the key and each header only once', async () => {
    let body = '';
    const server = await startServer((request, response) => {
      void bodyOf(request).then((text) => {
        body = text;
        response.end('[]');
      });
    });
    await callFarEnd(end(server), post({ headers: { Accept: 'audio/*', 'X-Seed': '0' } }));
    expect(body).toBe('{"prompt":"rain"}');
    const { method, url, headers, rawHeaders } = server.requests[0]!;
    expect([method, url]).toEqual(['POST', '/start']);
    expect(headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      accept: 'audio/*',
      'x-seed': '0',
      'user-agent': expect.stringMatching(/^Impresario/),
    });
    const names = rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
  });

  it('may be a form with a file', async () => {
    let body = '';
    const server = await startServer((request, response) => {
      void bodyOf(request).then((text) => {
        body = text;
        response.end('{}');
      });
    });
    const form = new FormData();
    form.set('purpose', 'reference');
    form.set('file', new Blob(['la la']), 'a.mp3');
    const { json: _none, ...request } = post();
    expect(await callFarEnd(end(server), { ...request, form })).toMatchObject({ kind: 'json' });
    expect(server.requests[0]?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('filename="a.mp3"');
    expect(body).toContain('la la');
  });

  it('follows no redirect', async () => {
    const server = await startServer((_request, response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    );
    expect(await callFarEnd(end(server), post())).toMatchObject({
      kind: 'unreadable',
      status: 307,
      why: 'empty',
    });
    expect(server.requests).toHaveLength(1);
  });
});

describe('[PRO-5] an answer that is no JSON', () => {
  it.each([
    ['a page of a gateway', '<html>Bad gateway</html>', 'not-json'],
    ['half a document', '{"data":{"taskId":"7', 'not-json'],
    ['nothing', '', 'empty'],
    ['white space', ' \n ', 'empty'],
  ])('is told apart: %s', async (_name, text, why) => {
    const server = await startServer((_request, response) => response.writeHead(502).end(text));
    expect(await callFarEnd(end(server), post())).toMatchObject({ kind: 'unreadable', status: 502, why });
    expect(server.requests).toHaveLength(1);
  });

  it('is read no further than its bound, and its connection is ended', async () => {
    const server = await startServer((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(10_000)));
        response.once('drain', more);
      };
      more();
    });
    const reply = await callFarEnd(end(server), get({ bytesMax: 50_000 }));
    expect(reply).toMatchObject({ kind: 'unreadable', status: 200, why: 'too-large' });
    await noneOpen(server);
  });

  it.each([
    ['with a length', { 'content-length': '100' }],
    ['in chunks', {}],
  ])('is cut off when the connection is reset mid-body, %s', async (_name, headers) => {
    const server = await startServer((request, response) => {
      response.writeHead(200, headers).write('{"id":', () => request.socket.resetAndDestroy());
    });
    const reply = await callFarEnd(end(server), post());
    expect(reply).toMatchObject({ kind: 'unreadable', status: 200, why: 'cut-off' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('[PRO-2] a request that was not sent', () => {
  it('is one whose signal was aborted before', async () => {
    const server = await startServer(json);
    const request = post({ signal: AbortSignal.abort() });
    expect(await callFarEnd(end(server), request)).toEqual({ kind: 'not-sent', code: 'aborted' });
    expect(await openStream(end(server), request)).toEqual({ kind: 'not-sent', code: 'aborted' });
    expect(server.connections.made).toBe(0);
  });

  it('is one to a port nobody listens at, or to a host without an address', async () => {
    const refused = { origin: `http://127.0.0.1:${await closedPort()}` };
    expect(await callFarEnd(end(refused), post())).toEqual({ kind: 'not-sent', code: 'ECONNREFUSED' });
    const unknown = { origin: 'http://nobody.invalid' };
    expect(await callFarEnd(end(unknown), post())).toEqual({
      kind: 'not-sent',
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });

  it('is one whose TLS handshake fails, by an end that speaks none or is gone in the middle of it', async () => {
    const plain = await startServer(json);
    const spoken = await callFarEnd(end({ origin: plain.origin.replace('http', 'https') }), post());
    expect(spoken.kind).toBe('not-sent');
    const rude = createServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await new Promise<void>((listening) => rude.listen(0, '127.0.0.1', listening));
    const { port } = rude.address() as { port: number };
    const gone = await callFarEnd(end({ origin: `https://127.0.0.1:${port}` }), post());
    expect(gone).toEqual({ kind: 'not-sent', code: 'ECONNRESET' });
    rude.close();
  });

  it('is one that cannot be written down, and its code tells no secret', async () => {
    const server = await startServer(json);
    const reply = await callFarEnd({ ...end(server), headers: { authorization: 'se\ncret' } }, post());
    expect(reply).toEqual({ kind: 'not-sent', code: 'UND_ERR_INVALID_ARG' });
    expect(await callFarEnd({ baseUrl: 'nonsense', headers: {} }, post())).toMatchObject({
      kind: 'not-sent',
    });
    expect(server.requests).toHaveLength(0);
  });

  it('is one stopped while its connection is made, and the far end never hears of it', async () => {
    const stop = new AbortController();
    const heard = vi.fn();
    // Takes the connection and never shakes hands, as a machine does that is lost in work.
    const silent = createServer((socket) => socket.once('data', () => stop.abort()).on('data', heard));
    await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
    const { port } = silent.address() as { port: number };
    const origin = `https://127.0.0.1:${port}`;
    const began = performance.now();
    const reply = await callFarEnd(end({ origin }), post({ signal: stop.signal }));
    expect(reply).toEqual({ kind: 'not-sent', code: 'aborted' });
    // Not only when the ten seconds for a connection are over.
    expect(performance.now() - began).toBeLessThan(5000);
    // The handshake's first message, and nothing of the request.
    expect(heard).toHaveBeenCalledTimes(1);
    silent.close();
  });
});

describe('[PRO-2] a request that was sent and not answered', () => {
  it('is one reset before its reply, and it is not sent again', async () => {
    for (const request of [post(), get()]) {
      const server = await startServer(({ socket }) => socket.resetAndDestroy());
      const reply = await callFarEnd(end(server), request);
      expect(reply).toEqual({
        kind: 'unanswered',
        code: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/),
        aborted: false,
      });
      expect([server.requests.length, server.connections.made]).toEqual([1, 1]);
    }
  });

  it('is one that hangs until it is stopped, before the reply and within it', async () => {
    for (const begin of ['', '{"id":']) {
      const stop = new AbortController();
      const server = await startServer((_request, response) => {
        if (begin) response.write(begin);
        setImmediate(() => stop.abort());
      });
      const reply = await callFarEnd(end(server), post({ signal: stop.signal }));
      expect(reply).toEqual({ kind: 'unanswered', code: 'aborted', aborted: true });
      await noneOpen(server);
    }
  });
});

describe('a stream', () => {
  it('hands its body on as it comes', async () => {
    let finish = () => {};
    const server = await startServer((_request, response) => {
      response.write('one ');
      finish = () => response.end('two');
    });
    const stream = await openStream(end(server), get());
    if (stream.kind !== 'stream') throw new Error(stream.kind);
    const parts: string[] = [];
    for await (const part of stream.body) {
      parts.push(Buffer.from(part).toString());
      finish();
    }
    expect(parts).toEqual(['one ', 'two']);
  });

  it('ends its connection when it is left early', async () => {
    const server = await startServer((_request, response) => response.write('one '));
    const stream = await openStream(end(server), get());
    if (stream.kind !== 'stream') throw new Error(stream.kind);
    for await (const _part of stream.body) break;
    await noneOpen(server);
  });

  it('throws when its connection ends early', async () => {
    const server = await startServer((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('one', () => request.socket.destroy());
    });
    const stream = await openStream(end(server), get());
    if (stream.kind !== 'stream') throw new Error(stream.kind);
    const read = async () => {
      for await (const _part of stream.body);
    };
    await expect(read()).rejects.toThrow();
  });
});

async function noneOpen(server: TestServer): Promise<void> {
  await expect.poll(() => server.connections.open.size, { interval: 1 }).toBe(0);
}
