import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { request as nodeRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localIdentity, openTestHttp, type TestHttp } from '../testing/open-test-http.ts';

describe('the studio', () => {
  let http: TestHttp;
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'impresario-studio-'));
    await mkdir(path.join(directory, 'dist/assets'), { recursive: true });
    await writeFile(
      path.join(directory, 'dist/index.html'),
      '<!doctype html><title>Studio</title><script nonce="__NONCE__"></script>',
    );
    await writeFile(path.join(directory, 'dist/assets/app-1a2b.js'), 'let studio;');
    await writeFile(path.join(directory, 'dist/assets/app-1a2b.js.gz'), gzipSync('let studio;'));
    await writeFile(path.join(directory, 'dist/sw.js'), 'self;');
    await writeFile(path.join(directory, 'dist/offline.html'), '<!doctype html><title>Away</title>');
    await writeFile(path.join(directory, 'dist/.hidden'), 'not for you');
    await writeFile(path.join(directory, 'secret.txt'), 'not for you');
    http = await openTestHttp({
      identity: localIdentity,
      studio: { directory: path.join(directory, 'dist') },
      mediaOrigins: ['http://127.0.0.1:9101'],
    });
  });

  afterEach(async () => {
    await http.close();
    await rm(directory, { recursive: true });
  });

  const get = (route: string, headers: Record<string, string> = {}) => fetch(http.url + route, { headers });
  const browser = { accept: 'text/html,application/xhtml+xml' };

  it('serves its page at every address of its own, without a session, under a strict policy', async () => {
    for (const route of ['/', '/library', '/tracks/1', '/credits', '/settings', '/admin/users/1']) {
      const reply = await get(route, browser);
      expect([reply.status, await reply.text()], route).toEqual([200, expect.stringContaining('Studio')]);
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      const policy = reply.headers.get('content-security-policy')!;
      // [GEN-5] A preview plays from where the provider has it; nothing there may be read.
      expect(policy).toContain("media-src 'self' http://127.0.0.1:8787 https: http://127.0.0.1:9101;");
      expect(policy).toContain("default-src 'none'; script-src 'nonce-");
      expect(policy).toContain("connect-src 'self' http://127.0.0.1:8787;");
      expect(policy).toContain("worker-src 'self'; manifest-src 'self'; require-trusted-types-for 'script';");
      expect(policy).not.toMatch(/unsafe|\*|blob:/);
    }
    expect((await fetch(`${http.url}/`, { method: 'HEAD' })).status).toBe(200);
    expect((await get('/v1/credits', browser)).status).toBe(401);
  });

  it('serves what the build named by its content for ever, and the page afresh', async () => {
    const asset = await get('/assets/app-1a2b.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await asset.text()).toBe('let studio;');
    const again = await get('/assets/app-1a2b.js', { 'if-none-match': asset.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('sends the gzipped file that the build made to whoever takes it, under a tag of its own', async () => {
    const asked = async (encoding: string) => {
      const reply = await get('/assets/app-1a2b.js', { 'accept-encoding': encoding });
      expect(reply.headers.get('vary')).toContain('accept-encoding');
      expect(await reply.text()).toBe('let studio;');
      return { encoding: reply.headers.get('content-encoding'), etag: reply.headers.get('etag') };
    };
    const plain = await asked('identity');
    const gzipped = await asked('br, gzip');
    expect([plain.encoding, gzipped.encoding]).toEqual([null, 'gzip']);
    expect(gzipped.etag).not.toBe(plain.etag);
    for (const refusing of ['gzip;q=0', 'gzip; q=0.0, br', '']) {
      expect((await asked(refusing)).encoding, refusing).toBeNull();
    }
  });

  it('[SEC-2] lets the page that stands alone run its own files only, and never keeps the service worker', async () => {
    const away = await get('/offline.html', browser);
    expect(await away.text()).toContain('Away');
    expect(away.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    const worker = await get('/sw.js');
    expect([worker.headers.get('cache-control'), worker.headers.get('content-type')]).toEqual([
      'no-cache',
      'text/javascript; charset=utf-8',
    ]);
  });

  it('[SEC-2] gives every page a nonce of its own, which no cache may answer with', async () => {
    const nonceOf = async (route: string) => {
      const reply = await get(route, browser);
      const text = await reply.text();
      const [, nonce] = /nonce="([^"]+)"/.exec(text)!;
      expect(reply.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      expect([reply.headers.has('etag'), reply.headers.get('content-length')]).toEqual([
        false,
        String(text.length),
      ]);
      return nonce;
    };
    const nonces = await Promise.all(['/', '/', '/index.html', '/tracks/1'].map(nonceOf));
    expect(new Set(nonces).size).toBe(4);
    expect(nonces).not.toContain('__NONCE__');
  });

  it('lets its page say that there is nothing at an address, with a 404', async () => {
    for (const route of ['/nothing', '/library/x', '/admin/nobody', '/tracks']) {
      const reply = await get(route, browser);
      expect([reply.status, await reply.text()], route).toEqual([404, expect.stringContaining('Studio')]);
      expect(reply.headers.get('content-security-policy'), route).toContain("'nonce-");
    }
  });

  it('answers what is neither a file nor a page with a problem', async () => {
    for (const [route, headers] of [
      ['/nothing', {}],
      ['/assets/gone.js', {}],
      ['/assets/gone.js', browser],
      ['/gone.png', browser],
      ['/v1/nothing', browser],
      ['/files/x/y', browser],
      ['/webhooks/x', browser],
    ] as const) {
      const reply = await get(route, headers);
      expect([403, 404], route).toContain(reply.status);
      expect(reply.headers.get('content-type'), route).toBe('application/problem+json');
    }
  });

  it('gives nothing from outside its directory', async () => {
    // fetch would tidy these paths up before they are sent.
    const raw = (target: string) =>
      new Promise<string>((resolve, reject) => {
        const sent = nodeRequest({ port: http.port, host: '127.0.0.1', path: target }, (reply) => {
          let text = '';
          reply.on('data', (chunk: Buffer) => (text += chunk.toString()));
          reply.on('end', () => resolve(text));
        });
        sent.on('error', reject).end();
      });
    for (const target of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/assets/../../secret.txt',
      '/%2e%2e/secret.txt',
      '/.hidden',
      '/..\\secret.txt',
      '/assets/%00',
      '//secret.txt',
    ]) {
      expect(await raw(target), target).not.toContain('not for you');
    }
  });
});

it('without a studio, the front door leads to the documentation', async () => {
  const http = await openTestHttp();
  const reply = await http.request('/');
  expect([reply.status, reply.headers.get('location')]).toEqual([302, '/docs']);
  await http.close();
});
