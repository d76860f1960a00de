import { signFileUrl } from '@impresario/storage';
import { afterEach, describe, expect, it } from 'vitest';
import { localIdentity, openTestHttp, START, type TestHttp } from './testing/open-test-http.ts';
import { FILE_KEY, scriptedEngine, TRACK_ID } from './testing/scripted-engine.ts';

let http: TestHttp;
afterEach(() => http.close());

const admitted: unknown[] = [];
const countingEngine = () => {
  admitted.length = 0;
  const engine = scriptedEngine();
  return scriptedEngine({
    admit: (request) => {
      admitted.push(request);
      return engine.admit(request);
    },
  });
};

describe('[SEC-4] every reply, whatever it is of', () => {
  const cases: readonly (readonly [string, string, RequestInit?])[] = [
    ['good', '/v1/credits'],
    ['refused', '/v1/credits', { headers: { authorization: 'Bearer x' } }],
    ['nothing', '/nowhere'],
    ['a wrong method', '/v1/tracks', { method: 'PUT' }],
    ['an unknown method', '/v1/tracks', { method: 'PROPFIND' }],
    ['a body that is too large', '/v1/tracks', { method: 'POST', body: 'x'.repeat(2_000_000) }],
    ['our own fault', '/v1/providers'],
    ['a preflight', '/v1/tracks', { method: 'OPTIONS' }],
    ['a page', '/docs'],
    ['a file', '/files/x'],
    ['a callback', '/webhooks/nobody/x', { method: 'POST', body: '{}' }],
    ['a head', '/livez', { method: 'HEAD' }],
  ];

  it('keeps browsers careful, and says that it depends on the origin', async () => {
    http = await openTestHttp({
      publicUrl: 'https://music.test',
      engine: scriptedEngine({
        listProviders: () => Promise.reject(new Error('at /srv/secret.ts: select 1')),
      }),
    });
    for (const [what, route, init = {}] of cases) {
      const headers = { origin: 'https://app.test', ...(init.headers as Record<string, string>) };
      const reply = await http.request(route, { ...init, headers });
      expect(Object.fromEntries(reply.headers), what).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'permissions-policy': expect.stringContaining('microphone=()') as string,
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'strict-transport-security': 'max-age=31536000',
        'access-control-allow-origin': 'https://app.test',
        vary: 'Origin',
      });
      expect(reply.headers.has('access-control-allow-credentials'), what).toBe(false);
      expect(reply.headers.has('server') || reply.headers.has('x-powered-by'), what).toBe(false);
      if (!reply.ok) expect(await reply.text(), what).not.toMatch(/secret|select|node_modules|\.ts\b/);
    }
  });

  it('speaks of https only where it is reached by it, and depends on the origin in local mode too', async () => {
    http = await openTestHttp({ identity: localIdentity });
    const { headers } = await http.request('/v1/credits', { headers: { 'sec-fetch-site': 'cross-site' } });
    expect([headers.has('strict-transport-security'), headers.get('vary')]).toEqual([false, 'Origin']);
  });
});

describe('[SEC-4] pages of other origins', () => {
  it('are let in by the whole of their origin only, and may use every method there is', async () => {
    http = await openTestHttp();
    const leave = async (origin: string) => {
      const reply = await http.request('/v1/credits', { headers: { origin } });
      return reply.headers.get('access-control-allow-origin');
    };
    for (const origin of [
      'null',
      'https://app.test.evil.com',
      'https://evil-app.test',
      'https://sub.app.test',
      'https://APP.test',
      'https://app.test:8443',
      'https://app.test/',
      'https://app.test, https://evil.test',
      'https://app.test https://evil.test',
      'https://app.test\u00a0',
      'file://',
    ]) {
      expect(await leave(origin), origin).toBeNull();
    }
    expect(await leave('https://app.test')).toBe('https://app.test');
    const before = await http.request('/v1/admin/users/x/plan', {
      method: 'OPTIONS',
      headers: { origin: 'https://app.test', 'access-control-request-method': 'PUT' },
    });
    expect(before.headers.get('access-control-allow-methods')).toContain('PUT');
  });
});

describe('[SEC-2] bodies that no honest client sends', () => {
  it('are refused by name, and nothing is admitted', async () => {
    http = await openTestHttp({ engine: countingEngine() });
    const more = (fields: string) => `{"prompt":"x",${fields}}`;
    const refused: Readonly<Record<string, readonly [string, string]>> = {
      'a deep list': ['['.repeat(400_000) + ']'.repeat(400_000), ''],
      'a deep object': ['{"prompt":'.repeat(90_000) + '1' + '}'.repeat(90_000), ''],
      'a deep field': [more(`"providerOptions":${'{"suno":'.repeat(40)}1${'}'.repeat(40)}`), ''],
      'half a million numbers': [more(`"styleTags":[${'1,'.repeat(500_000)}1]`.slice(0, 1_000_000)), ''],
      'a list of 30,000': [more(`"styleTags":[${'1,'.repeat(30_000)}1]`), ''],
      '10,000 styles': [more(`"styleTags":[${'"a",'.repeat(9_999)}"a"]`), '/styleTags'],
      '30,000 fields': [`{${Array.from({ length: 30_000 }, (_, at) => `"k${at}":1`).join()}}`, ''],
      'a field twice': [more('"prompt":"y"'), ''],
      'a prototype': [more('"__proto__":{"status":"completed"}'), '/__proto__'],
      'a constructor': [more('"constructor":{"prototype":{"status":"completed"}}'), '/constructor'],
      infinity: [more('"durationSeconds":1e309'), '/durationSeconds'],
      'minus infinity': [more('"seed":-1e309'), '/seed'],
      'half a surrogate pair': [more('"title":"\\ud800"'), '/title'],
      'a NUL': [more('"lyrics":"a\\u0000b"'), '/lyrics'],
      'an escape character': [more('"title":"\\u001b[31m"'), '/title'],
      'a NUL in an address': [more('"referenceAudioUrl":"https://x.test/\\u0000"'), '/referenceAudioUrl'],
      'half a pair in an address': [
        more('"referenceAudioUrl":"https://x.test/\\udfff"'),
        '/referenceAudioUrl',
      ],
      'too many letters of many marks': [more(`"title":"${'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍'.repeat(30)}"`), '/title'],
      'another encoding': [Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]).toString('latin1'), ''],
      nothing: ['', ''],
    };
    for (const [what, [body, pointer]] of Object.entries(refused)) {
      const reply = await http.post('/v1/tracks', body);
      const problem = (await reply.json()) as { code: string; errors: { pointer: string }[] };
      expect([reply.status, problem.code], what).toEqual([400, 'validation_failed']);
      expect(
        problem.errors.map((fault) => fault.pointer),
        what,
      ).toContain(pointer);
      expect(({} as Record<string, unknown>)['status']).toBeUndefined();
    }
    expect(admitted).toEqual([]);
  });

  it('are refused when they are packed, on every address that takes any', async () => {
    http = await openTestHttp({ engine: countingEngine() });
    for (const route of [
      '/v1/tracks',
      `/v1/tracks/${TRACK_ID}/cover`,
      '/v1/uploads',
      '/webhooks/suno/x',
      '/functions/v1/suno-callback',
    ]) {
      for (const encoding of ['gzip', 'br', 'deflate, gzip', 'identity, gzip']) {
        const reply = await http.post(route, { prompt: 'x' }, { 'content-encoding': encoding });
        expect([reply.status, reply.headers.get('accept-encoding')], route).toEqual([415, 'identity']);
      }
    }
    expect(admitted).toEqual([]);
    expect((await http.post('/v1/tracks', { prompt: 'x' }, { 'content-encoding': 'identity' })).status).toBe(
      202,
    );
  });

  it('that end in the middle are noted as such, and not as a fault of ours', async () => {
    http = await openTestHttp({ engine: countingEngine() });
    const leaving = new AbortController();
    const body = new ReadableStream({
      start: (sender) => sender.enqueue(Buffer.from('{"prompt":')),
    });
    const init = { method: 'POST', body, duplex: 'half', signal: leaving.signal } as RequestInit;
    const sent = http.request('/v1/tracks', { ...init, headers: { 'content-type': 'application/json' } });
    // Authentication is over when the body is waited for.
    await new Promise((resolve) => setTimeout(resolve, 50));
    leaving.abort();
    await expect(sent).rejects.toThrow();
    await expect.poll(() => http.logged.map(({ level }) => level)).toEqual(['debug', 'info']);
    expect(http.logged.at(-1)?.fields['status']).toBe(400);
    expect(admitted).toEqual([]);
  });
});

describe('[SEC-4] files', () => {
  const expiresAt = new Date(START.getTime() + 3_600_000);
  const good = signFileUrl({ key: FILE_KEY, expiresAt, secret: 'file url secret' });
  const open = async (mimeType: string) => {
    const file = { mimeType, fileName: 'a.mp3', sha256: 'ab'.repeat(32) };
    http = await openTestHttp({ engine: scriptedEngine({ readFile: async () => file }) });
    await http.blobs.put(FILE_KEY, Buffer.from('0123456789'));
  };

  it('answer the same to an address that is forged, altered, signed by another, or out of date', async () => {
    await open('audio/mpeg');
    const other = signFileUrl({ key: FILE_KEY, expiresAt, secret: 'another secret' });
    const old = signFileUrl({ key: FILE_KEY, expiresAt: START, secret: 'file url secret' });
    const details = new Set<string>();
    for (const route of [
      old,
      other,
      `/files/${FILE_KEY}`,
      good.replace(FILE_KEY, '..%2f..%2fetc%2fpasswd'),
      good.replace(FILE_KEY, '..%252f..%252fetc%252fpasswd'),
      good.replace(FILE_KEY, `${FILE_KEY}%00.html`),
      good.replace(FILE_KEY, `${FILE_KEY}%2500`),
      good.replace(FILE_KEY, `x/..%2f${FILE_KEY}`),
      good.replace(/signature=./, 'signature='),
      `${good}x`,
    ]) {
      const reply = await http.request(route);
      const problem = (await reply.json()) as { code: string; detail: string };
      expect([reply.status, problem.code], route).toEqual([403, 'forbidden']);
      details.add(problem.detail);
    }
    expect(details.size).toBe(1);
  });

  it.each(['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/javascript', 'audio/mpeg; x="', ''])(
    'stored as %j are only saved, never shown',
    async (mimeType) => {
      await open(mimeType);
      const { headers } = await http.request(good);
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(headers.get('content-security-policy')).toContain('sandbox');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    },
  );

  it('are sent whole once for ten thousand ranges, and never from outside themselves', async () => {
    await open('audio/mpeg');
    const many = `bytes=${Array.from({ length: 1_500 }, () => '0-9').join()}`;
    for (const range of [many, 'bytes=0-9,0-9', 'bytes=-1-2', 'bytes=9-0']) {
      const reply = await http.request(good, { headers: { range } });
      expect([reply.status, await reply.text()]).toEqual([200, '0123456789']);
    }
    const huge = await http.request(good, { headers: { range: `bytes=9-${'9'.repeat(400)}` } });
    expect([huge.status, await huge.text()]).toEqual([206, '9']);
    const beyond = await http.request(good, { headers: { range: `bytes=${'9'.repeat(400)}-` } });
    expect(beyond.status).toBe(416);
  });
});

describe('/.well-known/security.txt', () => {
  const read = () => fetch(`${http.url}/.well-known/security.txt`, { headers: { accept: 'text/html' } });

  it('names the contact that the operator gave, for less than a year', async () => {
    http = await openTestHttp({ securityContact: 'mailto:security@music.test' });
    const reply = await read();
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(await reply.text()).toBe(
      'Contact: mailto:security@music.test\nExpires: 2026-08-28T00:00:00.000Z\n' +
        'Canonical: http://127.0.0.1:8787/.well-known/security.txt\nPreferred-Languages: en\n',
    );
  });

  it('is not there when none was given', async () => {
    http = await openTestHttp();
    expect((await read()).status).toBe(404);
  });
});
