import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openDatabase, startEmbeddedPostgres } from '@impresario/database';
import type { Track } from '@impresario/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  ask,
  makeDataDirectory,
  runServer,
  signToken,
  userClaims,
  type ServerProcess,
} from '../src/testing.ts';

/** Each is said in one place only, so that a line of the log tells where it leaked from. */
const canary = (place: string) => `canary${place}${'x7Qz'.repeat(8)}`;
const secrets = {
  JWT_SECRET: canary('JwtSecret'),
  FILE_URL_SECRET: canary('FileUrlSecret'),
  SUNO_API_KEY: canary('ProviderKey'),
  SUNO_WEBHOOK_SECRET: canary('WebhookSecret'),
};
const song = {
  prompt: `a song of ${canary('Prompt')}`,
  lyrics: canary('Lyrics'),
  title: canary('Title'),
  styleTags: [canary('Style').slice(0, 50)],
  projectId: canary('Project'),
  negativeTags: canary('Negative'),
  modelVersion: 'V5',
};

let farEnd: Server;
let place: Awaited<ReturnType<typeof makeDataDirectory>>;
let server: ServerProcess;
const shown: string[] = [];
const callbackUrls: string[] = [];

beforeAll(async () => {
  farEnd = await startEcho();
  place = await makeDataDirectory();
  server = await runServer(place.dataDir, {
    ...secrets,
    LOG_LEVEL: 'trace',
    SUNO_API_URL: `http://127.0.0.1:${(farEnd.address() as AddressInfo).port}`,
    SUNO_CALLBACK_URL: 'http://127.0.0.1:9/nobody',
    POLL_INITIAL_INTERVAL_MS: '50',
    SECURITY_CONTACT: 'mailto:security@music.test',
  });
});
afterAll(async () => {
  await server.end();
  farEnd.close();
  await place.remove();
});

/** A Suno that puts what it was told wherever it can: its errors, its status words, its texts. */
async function startEcho(): Promise<Server> {
  let told = '';
  const echo = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      if (request.method === 'POST') {
        told = body;
        callbackUrls.push(/"callBackUrl":"([^"]+)"/.exec(body)?.[1] ?? '');
      }
      const isRefused = body.includes('refuse');
      const data = isRefused ? null : { taskId: 'task-1', status: told, errorMessage: told, response: told };
      const reply = { code: isRefused ? 451 : 200, msg: `I will not do ${told}`, data };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
    })();
  });
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  return echo;
}

const as = (sub: string) => ({ url: server.url, token: signToken(secrets.JWT_SECRET, userClaims(sub)) });

it(
  '[SEC-4] [I15] leaves no prompt and no secret in its log, its figures, or what others see',
  { timeout: 60_000 },
  async () => {
    const ann = as('ann');
    const key = canary('IdempotencyKey');
    const post = (route: string, body: object, headers: Record<string, string> = {}) =>
      ask(ann, 'POST', route, body, headers);
    const made = await post('/v1/tracks', song, { 'idempotency-key': key });
    expect(made.status).toBe(202);
    const track = JSON.parse(made.text) as Track;
    await post('/v1/tracks', { ...song, prompt: canary('Mismatch') }, { 'idempotency-key': key });
    const apiKey = JSON.parse(
      (await post('/v1/keys', { name: canary('KeyName'), scopes: ['write'] })).text,
    ) as {
      key: string;
    };
    await ask({ url: server.url, token: apiKey.key }, 'GET', `/v1/tracks?q=${canary('Query')}`);
    await ask({ url: server.url, token: canary('BadToken') }, 'GET', '/v1/credits');
    await fetch(`${server.url}/v1/events?ticket=${canary('Ticket')}`);
    await overSocket(server.url, [
      { type: canary('SocketWords') },
      { type: 'subscribe', trackId: canary('SocketTrack') },
      { type: 'authenticate', token: canary('SocketToken') },
    ]);
    await fetch(`${server.url}/?token=${canary('UrlToken')}`, {
      headers: { cookie: `a=${canary('Cookie')}` },
    });
    await fetch(`${server.url}/files/tracks/${canary('FileKey')}?expires=1&signature=${canary('Signature')}`);
    await fetch(`${server.url}/${canary('Path')}`);
    await sendRaw('/v1/tracks', `{"prompt": "${canary('BadJson')}`, 'application/json');
    await post('/v1/tracks', { prompt: 'x', [canary('Field')]: canary('Value') });
    await ask(as('dora'), 'POST', '/functions/v1/generate-suno', { prompt: `refuse ${canary('Refused')}` });
    await sendRaw(
      '/v1/uploads',
      `--b\r\nContent-Disposition: form-data; name=f; filename=${canary('FileName')}\r\n\r\n${canary('Upload')}\r\n--b--`,
      'multipart/form-data; boundary=b',
    );
    await sendRaw(
      `/webhooks/suno/${canary('Correlation')}`,
      `{"data":{"task_id":"${canary('Callback')}"}}`,
      'application/json',
    );
    await sendRaw('/functions/v1/suno-callback', canary('Webhook'), 'application/json', {
      'x-suno-signature': canary('HookSignature'),
    });
    await failInTheDatabase(() => ask(as('carl'), 'POST', '/v1/tracks', { prompt: canary('InTheDatabase') }));
    // The far end speaks of an unknown status by now, in the words of the prompt.
    await expect.poll(() => server.output(), { timeout: 20_000 }).toContain('unknown status');

    for (const route of [
      '/v1/tracks',
      `/v1/tracks/${track.id}`,
      `/v1/operations/${track.id}`,
      '/v1/keys',
      '/v1/providers',
      '/v1/credits/transactions',
    ]) {
      shown.push((await ask(as('bob'), 'GET', route)).text);
    }
    for (const route of ['/metrics', '/openapi.json', '/docs', '/readyz', '/.well-known/security.txt']) {
      shown.push(await (await fetch(server.url + route)).text());
    }
    const log = server.output();
    expect(log).toContain('"code":"23514"');
    expect(leaksIn(log)).toEqual([]);
    expect(leaksIn(shown.join('\n'))).toEqual([]);
    // Those that no canary could be put into.
    for (const secret of [apiKey.key, ann.token, ann.token.split('.')[2]!, ...callbackUrls.map(nameIn)]) {
      expect(log).not.toContain(secret);
    }
    expect(leaksIn(made.text)).not.toEqual([]);
  },
);

it('[SEC-2] gives its page a strict policy, and the nonce of the reply to all that it loads', async () => {
  const reply = await fetch(server.url, { headers: { accept: 'text/html' } });
  const policy = reply.headers.get('content-security-policy')!;
  const nonce = /'nonce-([\w-]{30,})'/.exec(policy)![1]!;
  // The tests of the studio run under the same.
  for (const part of [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `connect-src 'self' ${server.url}`,
    "require-trusted-types-for 'script'",
    // The page's own script makes this one policy, for the address of its service worker.
    'trusted-types studio-worker',
  ]) {
    expect(policy.split('; ')).toContain(part);
  }
  const html = await reply.text();
  const tags = html.match(/<(?:script|link rel="stylesheet")[^>]*>/g)!;
  expect(tags.length).toBeGreaterThan(1);
  for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`);
});

function leaksIn(written: string): string[] {
  return [...new Set(written.match(/canary\w+/g))];
}

function nameIn(callbackUrl: string): string {
  return callbackUrl.split('/').at(-1)!;
}

async function sendRaw(route: string, body: string, type: string, headers: Record<string, string> = {}) {
  const { token } = as('ann');
  await fetch(server.url + route, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
  });
}

/** Has PostgreSQL refuse the row, which it then quotes as a whole in the error. */
async function failInTheDatabase(work: () => Promise<{ status: number; text: string }>): Promise<void> {
  const embedded = await startEmbeddedPostgres({ dataDir: place.dataDir });
  const db = openDatabase({ connectionString: embedded.connectionString });
  await db.pool.query(
    `alter table tracks add constraint no_canaries check (prompt not like '%InTheDatabase%')`,
  );
  const reply = await work();
  await db.pool.query('alter table tracks drop constraint no_canaries');
  await db.close();
  await embedded.stop();
  expect(reply.status).toBe(500);
  shown.push(reply.text);
}

/** Says this over the WebSocket, and waits until the server closes it. */
async function overSocket(url: string, messages: readonly object[]): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/realtime`);
  socket.onopen = () => messages.forEach((message) => socket.send(JSON.stringify(message)));
  await new Promise((resolve) => (socket.onclose = resolve));
}
