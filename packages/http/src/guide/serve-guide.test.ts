import { request as nodeRequest } from 'node:http';
import { fileURLToPath } from 'node:url';
import { contents, pageAddress } from '@impresario/guide';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHttp, type TestHttp } from '../testing/open-test-http.ts';

const documents = fileURLToPath(new URL('../../../../docs', import.meta.url));
const addresses = contents.flatMap(({ pages }) => pages.map(({ slug }) => pageAddress(slug)));

describe('the guide', () => {
  let http: TestHttp;
  beforeAll(async () => {
    http = await openTestHttp({
      guide: { documents, styles: [], looks: [] },
      publicUrl: 'https://music.example.com',
    });
  });
  afterAll(() => http.close());

  const get = (address: string, headers: Record<string, string> = {}) =>
    fetch(http.url + address, { headers });
  const textOf = async (address: string) => (await get(address)).text();

  it('has every page of its contents, in words and without a session', async () => {
    for (const address of addresses) {
      const reply = await get(address);
      expect([reply.status, reply.headers.get('content-type')], address).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
      expect((await reply.text()).match(/<h1/g), address).toHaveLength(1);
    }
  });

  it('leads nowhere that is not there, and names no operation that does not exist', async () => {
    const reference = await textOf('/docs');
    const wrong: string[] = [];
    for (const address of addresses) {
      const page = await textOf(address);
      for (const [, href = ''] of page.matchAll(/(?:href|src)="([^"]+)"/g)) {
        if (href === '/' || /^https:\/\/\S+$/.test(href)) continue;
        const [target = '', id] = href.startsWith('#') ? [address, href.slice(1)] : href.split('#');
        const reply = target.startsWith('/docs') || target === '/openapi.json' ? await get(target) : null;
        const text = reply?.ok === true ? await reply.text() : null;
        if (text === null || (id !== undefined && !text.includes(`id="${id}"`)))
          wrong.push(`${address} → ${href}`);
      }
      const withoutLinks = page.replace(/<a [\s\S]*?<\/a>/g, '');
      for (const [code] of withoutLinks.matchAll(/<code>(?:GET|POST|PUT|DELETE) \/[^<]*/g)) {
        wrong.push(`${address}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(reference).toContain('href="/docs/guide"');
  });

  it('loads nothing from elsewhere and lets no markup act', async () => {
    const reply = await get('/docs/guide');
    const page = await reply.text();
    expect(reply.headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    );
    expect(page).not.toMatch(/<style|style="|<script>| on\w+="/);
    for (const [, loaded = ''] of page.matchAll(/(?:src|<link[^>]* href)="([^"]+)"/g)) {
      expect(loaded).toMatch(/^\/docs\/guide\//);
    }
  });

  it('shows the address it is reached at in its examples', async () => {
    const page = await textOf('/docs/guide');
    expect(page).not.toContain('127.0.0.1:8787');
    expect(page).toContain('https://music.example.com/v1/tracks');
  });

  it('is asked again for pages, and kept for ever what its address changes with', async () => {
    const page = await get('/docs/guide');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const again = await get('/docs/guide', { 'if-none-match': page.headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const [style] = /\/docs\/guide\/assets\/\w+\/guide\.css/.exec(await page.text())!;
    const sheet = await get(style);
    expect([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
    const head = await fetch(`${http.url}/docs/guide`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('content-length')).toBe(page.headers.get('content-length'));
  });

  it('finds words, and says so when there are none', async () => {
    expect(await textOf('/docs/guide/search?q=idempotency')).toContain(
      '<a href="/docs/guide/concepts#sending-twice">',
    );
    expect(await textOf('/docs/guide/search?q=xylophonist')).toContain('Nothing in the guide has this word.');
    expect((await get('/docs/guide/search')).status).toBe(200);
    const hostile = await textOf(`/docs/guide/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`);
    expect(hostile).not.toContain('<script>');
  });

  it('says what to do where it has no page', async () => {
    const reply = await get('/docs/guide/nothing');
    expect([reply.status, reply.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(await reply.text()).toContain('No such page');
    const slash = await fetch(`${http.url}/docs/guide/sdk/`, { redirect: 'manual' });
    expect([slash.status, slash.headers.get('location')]).toEqual([308, '/docs/guide/sdk']);
  });

  it('gives nothing but its own files', async () => {
    // fetch would tidy these paths up before they are sent.
    const statusOf = (target: string) =>
      new Promise<number>((resolve, reject) => {
        const sent = nodeRequest({ port: http.port, host: '127.0.0.1', path: target }, (reply) => {
          reply.resume().on('end', () => resolve(reply.statusCode ?? 0));
        });
        sent.on('error', reject).end();
      });
    for (const target of [
      '/docs/guide/../../package.json',
      '/docs/guide/..%2f..%2fpackage.json',
      '/docs/guide/%2e%2e/%2e%2e/package.json',
      '/docs/guide/index.md',
      '/docs/guide/assets/../../../package.json',
      '/docs/guide/%00',
      '/docs/guide//etc/passwd',
      '/docs/guide/__proto__',
    ]) {
      expect(await statusOf(target), target).toBe(404);
    }
  });
});

it('without its documents, the guide says what is missing, and the reference still stands', async () => {
  for (const guide of [null, { documents: '/nowhere', styles: [], looks: [] }]) {
    const http = await openTestHttp({ guide });
    const reply = await http.request('/docs/guide');
    expect([reply.status, await reply.text()]).toEqual([
      404,
      expect.stringContaining('without its <code>docs</code>'),
    ]);
    expect((await http.request('/docs')).status).toBe(200);
    await http.close();
  }
});
