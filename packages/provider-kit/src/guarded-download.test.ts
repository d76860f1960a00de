import type { RequestListener } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { DownloadRefused } from './download-refused.ts';
import { createGuardedDownload, type GuardOptions } from './guarded-download.ts';
import { closedPort, startServer, type TestServer } from './testing/start-server.ts';

const live = () => new AbortController().signal;
const song: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'Audio/MPEG; x=1', 'content-length': 8 }).end('ID3 song');
const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

function guard(server: TestServer, more: Partial<GuardOptions> = {}) {
  return createGuardedDownload({ trustedOrigins: [server.origin], bytesMax: 1000, idleMs: 10_000, ...more });
}

/** Downloads to the end; the refusal when there is one. */
async function fetchFrom(server: TestServer, more: Partial<GuardOptions> = {}, path = '/a.mp3?token=secret') {
  const url = path.startsWith('/') ? server.origin + path : path;
  try {
    return (await buffer((await guard(server, more)(url, live())).body)).toString();
  } catch (error) {
    if (!(error instanceof DownloadRefused)) throw error;
    expect(error.message).not.toMatch(/secret|127\.0|a\.mp3/);
    return error;
  }
}

const refused = (code: string): unknown => expect.objectContaining({ name: 'DownloadRefused', code });

describe('[GEN-6] a file', () => {
  it('comes as a stream, with its type and length', async () => {
    const server = await startServer(song);
    const file = await guard(server)(`${server.origin}/a.mp3`, live());
    expect([file.mimeType, file.bytesExpected]).toEqual(['audio/mpeg', 8]);
    expect((await buffer(file.body)).toString()).toBe('ID3 song');
  });

  it('may have neither', async () => {
    const server = await startServer((_request, response) => {
      response.flushHeaders();
      response.end('ID3');
    });
    const file = await guard(server)(`${server.origin}/a.mp3`, live());
    expect([file.mimeType, file.bytesExpected]).toEqual([null, null]);
  });

  it.each([
    ['with a length', { 'content-length': '100' }, 'destroy'],
    ['in chunks', {}, 'destroy'],
    ['by a reset', { 'content-length': '100' }, 'resetAndDestroy'],
  ] as const)('that ends early throws: %s', async (_name, headers, how) => {
    const server = await startServer((request, response) => {
      response.writeHead(200, headers).write('ID3', () => request.socket[how]());
    });
    expect(await fetchFrom(server)).toMatchObject({ code: 'cut-off', retryable: true });
  });

  it.each([
    [404, false],
    [403, false],
    [204, false],
    [206, false],
    [304, false],
    [429, true],
    [503, true],
  ])('with status %i is none', async (status, retryable) => {
    const server = await startServer((_request, response) => response.writeHead(status).end());
    expect(await fetchFrom(server)).toMatchObject({ code: 'http-status', status, retryable });
  });

  it('whose server is not there is refused as the network, with its code', async () => {
    const server = await startServer(song);
    const gone = `http://127.0.0.1:${await closedPort()}`;
    const error = await fetchFrom(server, { trustedOrigins: [gone] }, `${gone}/?token=secret`);
    expect(error).toMatchObject({ code: 'network', retryable: true });
    expect(String(error)).toContain('ECONNREFUSED');
  });

  it('is left when the signal says so, before, at and within the reply, with its reason', async () => {
    const reason = new Error('the deadline');
    const server = await startServer((request, response) => {
      if (request.url === '/within') response.write('ID3');
    });
    const download = guard(server);
    await expect(download(`${server.origin}/`, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.connections.made).toBe(0);
    const stop = new AbortController();
    const waiting = download(`${server.origin}/at`, stop.signal);
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), { interval: 1 });
    stop.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    const within = new AbortController();
    const { body } = await download(`${server.origin}/within`, within.signal);
    setImmediate(() => within.abort(reason));
    await expect(buffer(body)).rejects.toBe(reason);
    await expect.poll(() => server.connections.open.size, { interval: 1 }).toBe(0);
  });
});

describe('[SEC-3] the size of a file', () => {
  it('is refused by its length before anything is read', async () => {
    const server = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': String(2 * 1024 ** 3) }).write('ID3');
    });
    const file = guard(server, { bytesMax: 500_000_000 })(`${server.origin}/a.mp3`, live());
    await expect(file).rejects.toEqual(refused('too-large'));
    await expect.poll(() => server.connections.open.size, { interval: 1 }).toBe(0);
  });

  it('is refused while it is read, when nothing was said of it, and the connection ends', async () => {
    const server = await startServer((_request, response) => {
      const more = () => {
        while (response.write('x'.repeat(10_000)));
        response.once('drain', more);
      };
      more();
    });
    expect(await fetchFrom(server, { bytesMax: 100_000 })).toMatchObject({ code: 'too-large' });
    await expect.poll(() => server.connections.open.size, { interval: 1 }).toBe(0);
  });

  it('may be exactly what is taken', async () => {
    const server = await startServer(song);
    expect(await fetchFrom(server, { bytesMax: 8 })).toBe('ID3 song');
    expect(await fetchFrom(server, { bytesMax: 7 })).toMatchObject({ code: 'too-large' });
  });
});

describe('[SEC-3] redirects', () => {
  it('are followed five times and no more, relative ones too, and each is asked without credentials', async () => {
    let hops = 5;
    const server = await startServer((request, response) => {
      const at = Number(request.url?.slice(1) ?? 0);
      (at === hops ? song : redirectTo(`/${at + 1}`))(request, response);
    });
    expect(await fetchFrom(server, {}, '/0')).toBe('ID3 song');
    expect(server.requests.map(({ url }) => url)).toEqual(['/0', '/1', '/2', '/3', '/4', '/5']);
    for (const { headers } of server.requests) {
      expect(Object.keys(headers).filter((name) => /authorization|cookie|referer/.test(name))).toEqual([]);
    }
    hops = 6;
    expect(await fetchFrom(server, {}, '/0')).toMatchObject({ code: 'too-many-redirects' });
    expect(await fetchFrom(server, { redirectsMax: 0 }, '/0')).toMatchObject({ code: 'too-many-redirects' });
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/?secret', 'not-https'],
    ['https://169.254.169.254/latest/meta-data/?secret', 'private-address'],
    ['https://0xa9fea9fe/', 'private-address'],
    ['https://[::ffff:127.0.0.1]/', 'private-address'],
    ['https://[64:ff9b::7f00:1]/', 'private-address'],
    ['https://localhost/', 'private-address'],
    ['//10.0.0.1/', 'not-https'],
    ['https://user:secret@cdn.example.com/', 'bad-url'],
    ['https://', 'bad-url'],
    ['file:///etc/passwd', 'not-https'],
    ['data:audio/mpeg,ID3', 'not-https'],
  ])('to %s are refused as %s', async (location, code) => {
    const server = await startServer(redirectTo(location));
    expect(await fetchFrom(server)).toEqual(refused(code));
  });

  it('take no trust with them: another port of this machine is refused and hears nothing', async () => {
    const other = await startServer(song);
    const server = await startServer(redirectTo(`${other.origin}/a.mp3`));
    expect(await fetchFrom(server)).toEqual(refused('not-https'));
    const secure = await startServer(redirectTo(`https://127.0.0.1:${other.port}/a.mp3`));
    expect(await fetchFrom(secure)).toEqual(refused('private-address'));
    const both = { trustedOrigins: [server.origin, other.origin] };
    expect(await fetchFrom(server, both)).toBe('ID3 song');
    expect(other.connections.made).toBe(1);
  });

  it('without an address are a status', async () => {
    const server = await startServer((_request, response) => response.writeHead(302).end());
    expect(await fetchFrom(server)).toMatchObject({ code: 'http-status', status: 302 });
  });
});

describe('[SEC-3] a host name', () => {
  it('that leads to this machine is refused, and nothing connects', async () => {
    const server = await startServer(song);
    const resolve = vi.fn(async () => [
      { address: '2606:4700::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
    ]);
    const url = `https://files.test:${server.port}/a.mp3?token=secret`;
    expect(await fetchFrom(server, { resolve }, url)).toMatchObject({
      code: 'private-address',
      retryable: false,
    });
    expect(resolve.mock.calls).toEqual([['files.test']]);
    expect(server.connections.made).toBe(0);
  });

  it('that is bound anew between two hops is asked at each, and refused at the second', async () => {
    const server = await startServer(song);
    const port = server.port;
    const hops = await startServer(redirectTo(`https://files.test:${port}/a.mp3`));
    const stop = new AbortController();
    const answers = ['8.8.8.8', '127.0.0.1'];
    const resolve = async () => {
      const address = answers.shift() ?? '127.0.0.1';
      // The first answer is a machine out there, which a test does not call: it is stopped here.
      if (address === '8.8.8.8') stop.abort(new Error('public'));
      return [{ address, family: 4 }];
    };
    const download = guard(hops, { resolve });
    await expect(download(`${hops.origin}/`, stop.signal)).rejects.toThrow('public');
    await expect(download(`${hops.origin}/`, live())).rejects.toEqual(refused('private-address'));
    expect([answers, server.connections.made]).toEqual([[], 0]);
  });

  it('that is trusted is connected at the address that was resolved, and asked by its name', async () => {
    const server = await startServer(song);
    const origin = `http://files.test:${server.port}`;
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
    expect(await fetchFrom(server, { trustedOrigins: [`${origin}/`], resolve }, `${origin}/a.mp3`)).toBe(
      'ID3 song',
    );
    expect(server.requests[0]?.headers.host).toBe(`files.test:${server.port}`);
  });

  it('without an address is the network', async () => {
    const server = await startServer(song);
    const resolve = async () => [];
    expect(await fetchFrom(server, { resolve }, 'https://files.test/')).toMatchObject({ code: 'network' });
  });

  it('is trusted by scheme, name and port together, and never with a password', async () => {
    const server = await startServer(song);
    const { port } = server;
    for (const [url, code] of [
      [`https://127.0.0.1:${port}/`, 'private-address'],
      [`http://localhost:${port}/`, 'not-https'],
      [`http://127.0.0.1/`, 'not-https'],
      [`http://user:secret@127.0.0.1:${port}/`, 'bad-url'],
      [`blob:http://127.0.0.1:${port}/1`, 'not-https'],
      ['nonsense', 'bad-url'],
    ] as const) {
      expect(await fetchFrom(server, {}, url)).toEqual(refused(code));
    }
    expect(server.connections.made).toBe(0);
  });
});
